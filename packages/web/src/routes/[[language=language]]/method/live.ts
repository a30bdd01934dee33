/** Figures of the present comparison beside those that the planner explains: nothing here is typed in. */
import {
  dayText,
  designName,
  euroText,
  hoursRangeText,
  netRangeText,
  numberText,
  percentText,
  shownQuotes,
  words,
  type Comparison,
  type Language,
  type PlanRanges,
  type Quote,
} from '@ordiplan/planner';
import type { SectionId } from './sections.ts';
import type { MethodWords } from './words.de.ts';

export interface LiveFigure {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** What the figures are taken from: the comparison, the plan that is worked out, and its ranges if they are drawn. */
export interface LiveGround {
  readonly comparison: Comparison;
  readonly quote: Quote;
  readonly ranges: PlanRanges | undefined;
  readonly language: Language;
  readonly say: MethodWords;
}

const nbsp = '\u00a0';
const rateDecimals = 4;

/** The figures of a section, besides those that can be explained. */
export function liveFigures(section: SectionId, ground: LiveGround): LiveFigure[] {
  const { comparison, quote, language, say } = ground;
  const { load, priceList } = comparison;
  const planner = words[language];
  const { live } = say;
  switch (section) {
    case 'load':
      return [
        { id: 'peakRps', label: live.peakRps, value: numberText(load.peakRps, language, 1) },
        { id: 'databaseGb', label: live.databaseGb, value: `${numberText(load.databaseGb, language, 1)}${nbsp}GB` },
        { id: 'filesGb', label: live.filesGb, value: `${numberText(load.filesGb, language, 1)}${nbsp}GB` },
      ];
    case 'capacity': {
      const binding = quote.capacity?.binding;
      return binding
        ? [
            {
              id: 'binding',
              label: live.binding,
              value: `${planner.limit(binding.place, binding.resource)}, ${percentText(binding.share, language)}`,
            },
          ]
        : [];
    }
    case 'decision':
      return shownQuotes(comparison).map(({ id, totalCost }) => ({
        id: `total-${id}`,
        label: live.total(designName(id, planner)) + (id === quote.id ? `, ${live.chosen}` : ''),
        value: totalCost ? euroText(totalCost.sum, language, 0) : say.unknown,
      }));
    case 'uncertainty':
      return uncertain(ground);
    case 'prices': {
      const rate = priceList.exchangeRate;
      return [
        { id: 'asOf', label: live.asOf, value: dayText(priceList.asOf, language) },
        { id: 'ageDays', label: live.ageDays, value: numberText(priceList.ageDays, language) },
        {
          id: 'rate',
          label: live.rate,
          value: rate
            ? `${numberText(Number(rate.usdPerEur), language, rateDecimals)}${nbsp}USD, ${dayText(rate.on, language)}`
            : say.unknown,
        },
      ];
    }
    case 'legal':
      return [{ id: 'gate', label: live.gate, value: planner.judgement.status[quote.gates.legal] }];
    default:
      return [];
  }
}

function uncertain({ ranges, quote, language, say }: LiveGround): LiveFigure[] {
  const { live } = say;
  if (!ranges) return [{ id: 'netRange', label: live.netRange, value: say.isDrawing }];
  const { netEuro, openingHoursDown, chances } = ranges;
  const carries = chances.carriesTenants;
  return [
    {
      id: 'netRange',
      label: live.netRange,
      value: netEuro && quote.bill ? netRangeText(netEuro, quote.bill, words[language]) : say.unknown,
    },
    { id: 'downRange', label: live.downRange, value: hoursRangeText(openingHoursDown.p10, openingHoursDown.p90, language) },
    { id: 'carries', label: live.carries, value: carries === undefined ? say.unknown : percentText(carries, language) },
  ];
}
