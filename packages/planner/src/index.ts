/** Ordiplan: cost and architecture of hosting practice software. The public surface, floor by floor. */
export { compare, type Comparison } from './compare.ts';
export { changeBlocks, changeRows, changes, type Changes, type ChangeRow } from './changes.ts';
export { PlannerError, type ErrorDetails } from './errors.ts';
export { plannerVersion } from './version.ts';

// Units: money, time, text, search
export {
  add,
  divide,
  fromUsd,
  net,
  overMonth,
  subtract,
  sum,
  times,
  toCents,
  withVat,
  type Basis,
  type Money,
  type NetMonth,
  type Period,
} from './units/money.ts';
export { largestThat, steps } from './units/search.ts';
export {
  dayText,
  downtimeText,
  euroRangeText,
  euroText,
  hoursRangeText,
  hoursText,
  languages,
  monthText,
  numberText,
  percentText,
  rangeText,
  stepText,
  type Language,
} from './units/text.ts';
export { addDays, daysBetween, isIsoDate } from './units/time.ts';

// Prices: the book, look-ups, bill, contracts, check, proposal
export { bill, isPoint, middle, worstStock, type Bill, type LineItem, type Spread } from './prices/bill.ts';
export { checkPrices, priceRules, type CheckQuestion } from './prices/check/check-prices.ts';
export type { MachineSize, Problem, Sizes } from './prices/check/subject.ts';
export {
  gateIds,
  jurisdictions,
  parseCompliance,
  vendorOf,
  type Compliance,
  type Duty,
  type Gate,
  type GateId,
  type Jurisdiction,
  type Vendor,
} from './prices/compliance.ts';
export { agreementOf, parseContracts, type Agreement, type Contracts } from './prices/contracts.ts';
export { exchangeRate, newestRate } from './prices/exchange.ts';
export {
  isSold,
  parsePriceBook,
  priceOf,
  requirePrice,
  rowOn,
  stockOf,
  type Price,
  type PriceQuestion,
  type Stock,
} from './prices/price-book.ts';
export type {
  Doubt,
  DoubtCode,
  Observations,
  PriceObservation,
  ProposedChange,
  RateObservation,
  StockObservation,
} from './prices/proposal/observations.ts';
export { proposeBook, type Missing, type Proposal } from './prices/proposal/propose.ts';
export {
  kinds,
  PriceBook as PriceBookShape,
  priceListIds,
  vatIds,
  type Catalogue,
  type Evidence,
  type Kind,
  type PriceBook,
  type PriceChange,
  type PriceList,
  type PriceListId,
  type PriceRow,
  type SecondReading,
  type Sku,
  type StockSighting,
  type VatId,
} from './prices/schema.ts';

// Scenario: what the user states, and what we suppose
export {
  assumptionGroupIds,
  assumptionGroups,
  assumptionKeys,
  boundsOf,
  parseAssumptions,
  valuesOf,
  type Assumption,
  type AssumptionGroup,
  type AssumptionKey,
  type Assumptions,
  type Span,
  type Values,
} from './scenario/assumptions.ts';
export { figuresFile, mostFigureLetters, readFiguresFile } from './scenario/figures-file.ts';
export { linkVersion, readPairs, toQuery, type Statement } from './scenario/query.ts';
export {
  limits,
  maxTenants,
  parseScenario,
  scenarioKeys,
  targetsOf,
  wrongAssumption,
  type Scenario,
  type ScenarioInput,
  type ScenarioKey,
} from './scenario/scenario.ts';

export { backupTargets, exampleNetworks as defaultNetworks, systemIds, type BackupTarget, type SystemId } from './scenario/set-up.ts';
export { profileIds, profiles, type ProfileId, type Targets, type Wanted } from './scenario/targets.ts';

// Models: plain numbers, no prices
export {
  binding,
  limitsOf,
  reach,
  reachPerLimit,
  sizingLoad,
  uses,
  type DatabasePlace,
  type Host,
  type Limit,
  type Place,
  type Resource,
  type SizingRules,
  type Stack,
  type Use,
} from './models/capacity.ts';
export {
  backupLayer,
  lossCauses,
  missed,
  replicaLayer,
  totalLoss,
  totalLossesPerYear,
  type Backup,
  type Layer,
  type LossCause,
  type LossRates,
  type Protection,
} from './models/durability.ts';
export { pairWithoutThirdVote, pairWithThirdVote, type NodePair } from './models/failover.ts';
export { load, type Load } from './models/load.ts';
export { parseMachines, shortName, type Machine, type Machines } from './models/machines.ts';
export { generatorOf, maxStates, stationary, type Generator } from './models/markov.ts';
export {
  boundedQueue,
  erlangC,
  meanQueue,
  meanResponse,
  meanWait,
  serviceLevel,
  type BoundedPool,
  type BoundedQueue,
  type WorkerPool,
} from './models/multi-server.ts';
export { utilisation, waitTail, type TwoSpeedWorker } from './models/queueing.ts';
export { failover, type Member, type QuorumShares, type ReplicaSet } from './models/quorum-chain.ts';
export { backupGb, backupHours, restoreHours, rpo, type Copies, type LostHours } from './models/recovery.ts';
export {
  availability,
  availabilityOfRate,
  downtime,
  downtimeHours,
  kOfN,
  kOfNLifeHours,
  longestOutage,
  longOutage,
  pairFailuresPerYear,
  pairRepairHours,
  parallel,
  series,
  type OutageKind,
} from './models/reliability.ts';
export {
  faultTolerance,
  majority,
  secondaryConnections,
  twoNodesAndVote,
  wiredTigerCacheGb,
  type NodeConnections,
} from './models/replica-set.ts';
export {
  optimalWorkers,
  peakWorkers,
  scaledThroughput,
  scalingEfficiency,
  throughputLimit,
  type Scalability,
} from './models/scalability.ts';
export { sharedWaitTail, type TwoSpeedPool } from './models/shared-queue.ts';

// Options and plans
export type { Facts } from './options/facts.ts';
export type { Provision } from './options/provision.ts';
export { parseVersions, type Program, type System, type Versions } from './options/versions.ts';
export {
  causes,
  optionIds,
  optionOfPlan,
  planIds,
  type Cause,
  type Component,
  type Kept,
  type Option,
  type OptionId,
  type Plan,
  type PlanId,
  type Site,
  type Size,
  type Slot,
  type Supply,
} from './options/plan.ts';

// Advice: quotes, findings, recommendation, ranges
export type { Fallback } from './advice/fallbacks.ts';
export {
  areas,
  bySeverity,
  findingCodes,
  severities,
  type Area,
  type Finding,
  type FindingArgs,
  type FindingCode,
  type Severity,
} from './advice/findings.ts';
export type { Capacity, DatedUpgradePoint, Quote } from './advice/quote.ts';
export type { Availability, OutageLengths, Outages } from './advice/outages.ts';
export { defaultDraws, mulberry32, quantiles, triangularLog, type Draws, type Quantiles } from './advice/draws.ts';
export { envelope, type Curve, type Segment } from './advice/envelope.ts';
export { dominated, nextSafer, type Compared, type Dominated, type SaferPlan } from './advice/dominance.ts';
export { flips, flipSearch, verdict, type ChoiceKey, type Flip, type Verdict } from './advice/flips.ts';
export type { GateReason, GateReasonArgs, GateResult, Gates, GateStatus } from './advice/gates.ts';
export type { Judged } from './advice/judge.ts';
export type { Losses, Lost, LostWork } from './advice/losses.ts';
export type { Promises } from './advice/promises.ts';
export { availabilityTargets, ranges, rangesSearch, type Chances, type PlanRanges, type Ranges } from './advice/ranges.ts';
export { aspects, type Aspect, type Rating, type Ratings, type Stars } from './advice/ratings.ts';
export type { Near, Reason, Recommendation } from './advice/recommend.ts';
export type { PriceShock } from './advice/price-shock.ts';
export {
  pathIds,
  roadmap,
  tenantsAt,
  type Month,
  type Path,
  type PathId,
  type Roadmap,
  type Change as RoadmapChange,
} from './advice/roadmap.ts';
export { sensitivity, type Bar, type FigureSensitivity, type Sensitivity } from './advice/sensitivity.ts';
export type { Miss } from './advice/targets.ts';
export type { TotalCost } from './advice/total-cost.ts';
export type { Change, CostStep, UpgradePoint } from './advice/upgrade-points.ts';

// The files of a plan
export { tar } from './manifests/archive.ts';
export { difference, type DifferenceLine, type FileDifference } from './manifests/difference.ts';
export { isExecutable, type Files, type Stamp } from './manifests/files.ts';
export { manifests } from './manifests/index.ts';
export type { Brief, Expectations, Wishes } from './manifests/site.ts';
export {
  briefOf,
  plansToSetUp,
  setUp,
  setUpDocuments,
  type SetUpCase,
  type SetUpCheck,
  type SetUpDocuments,
  type SetUpStep,
  type SetUpTable,
} from './set-up.ts';

// Words and tables
export { answer, designName, isGrown, quoteOf, recommendedQuote, shownQuotes, siblingOf, type Answer } from './report/answer.ts';
export { gateSentence, type JudgementWords } from './report/judgement.ts';
export { csv } from './report/csv.ts';
export { curveRows, type CountSpan, type CurveRow } from './report/curve.ts';
export { explain } from './report/explain.ts';
export {
  figureIds,
  type Explanation,
  type ExplanationInput,
  type ExplanationPrice,
  type ExplanationStep,
  type FigureId,
  type InputKind,
  type MethodAnchor,
} from './report/explain-figures.ts';
export { exportTables, reportCsv } from './report/export-tables.ts';
export { toJson } from './report/json.ts';
export { linkOf, pairsOf, readLink, sinceThen, stampOf, type Link, type SinceThen, type LinkStamp } from './link.ts';
export { markdown, type Block } from './report/markdown.ts';
export { summaryText, type SummaryWishes } from './report/plain-text.ts';
export { countRangeText, netRangeText, netText, spreadText } from './report/price-text.ts';
export { complianceReading, recordSubject } from './report/reading-compliance.ts';
export { developerReading, optionTable, printedQuotes, type RangesByPlan } from './report/reading-developer.ts';
export { flipBlocks, flipSentence } from './report/reading-flips.ts';
export { ownerName, ownerReading } from './report/reading-owner.ts';
export { roadmapBlocks } from './report/reading-roadmap.ts';
export { readingIds, readingWords, type ReadingId, type ReadingWords } from './report/reading.ts';
export { complianceRecord, sectionsOf, type RecordSection } from './report/record.ts';
export { targetsTable } from './report/record-tables.ts';
export { reliabilityColumns, reliabilityRows, type ReliabilityColumn, type ReliabilityRow } from './report/reliability.ts';
export { reportBlocks, reportMarkdown, type ReportWishes } from './report/report.ts';
export { resultOf, resultSchemaId, resultVersion, type Result, type ResultExtras } from './report/result.ts';
export { remedy, sentence } from './report/sentence.ts';
export {
  capacityTwin,
  costAgainstOutageTwin,
  costBreakdownTwin,
  costCurveTwin,
  priceHistoryTwin,
  roadmapTwin,
  tornadoTwin,
  twinBlocks,
  twinIds,
  type TornadoFigure,
  type Twin,
  type TwinId,
} from './report/twins.ts';
export { words, type MarkedSentence, type Words } from './report/words.ts';
