/** All rules of the price check on one screen. What each is for stands above its function, how to satisfy it in docs/prices-check.md. */
import { asOfIsTheNewest, pricesAreFresh, rateIsFresh, vendorsAreFresh } from './age.ts';
import { observationsStay, recordsStay, rowsStay, skusStay, vatStays } from './append-only.ts';
import { basisIsStated, ratesArePlausible, ratesHaveRealDays, vatIsFresh, vatRatesAreTheLaw } from './book.ts';
import {
  entriesArePriced,
  entriesAreUnique,
  entriesAscend,
  entriesHaveMachines,
  recordsAreOffered,
  requiredAreOffered,
  sizesStandInOrder,
} from './catalogue.ts';
import { changesConcernRecords, changesReachAll, daysAscend, historyBegins, rowsBelongToChange, unknownFromAChange } from './days.ts';
import {
  doubtfulPricesHaveNotes,
  evidenceDaysFit,
  kindsFitLists,
  kindsFitPrices,
  sourcesHaveOneDay,
  titlesFitKinds,
  titlesHaveOneKind,
} from './evidence.ts';
import { ranksAreContiguous, sizesAscend, trafficAscends } from './families.ts';
import { hourlyFitsMonthly, hourlyIsThere } from './hourly.ts';
import { changesAreCoherent, changesArePlausible, pricesArePlausible, spansAreNarrow } from './plausible.ts';
import { readingsAgree, readingsAreIndependent, readingsNameVat, readingsProveConfirmations } from './readings.ts';
import { addressesAreTheVendors, currenciesFit, detailsFit, hoursFit, labelsFit, trafficIsStated, unitsFit } from './records.ts';
import {
  noticesHaveOneDay,
  pagesSayTheSameOfAllSites,
  retiredAreWithdrawn,
  serversWereSighted,
  sightingsHaveTheirDay,
  sightingsNameSites,
  withdrawalIsAnnounced,
} from './stock.ts';
import type { Fault, Subject } from './subject.ts';

export interface Rule {
  /** Stable: other repositories and old reports name it. */
  readonly id: string;
  /** What must hold. */
  readonly says: string;
  readonly find: (subject: Subject) => readonly Fault[];
}

/** The rules on a book whose shape is right. `priceRules` in check-prices.ts has three more. */
export const rules: readonly Rule[] = [
  { id: 'days.ascend', says: 'Rows, sightings, rates and changes stand oldest first, each day once.', find: daysAscend },
  { id: 'history.begins', says: 'The first row is from "since" and applies to all.', find: historyBegins },
  { id: 'change.known', says: 'Every later row belongs to a change on record.', find: rowsBelongToChange },
  { id: 'change.complete', says: 'Every change has its row in every SKU that it concerns.', find: changesReachAll },
  { id: 'change.concerns', says: 'Every change moves a price of each kind that it names.', find: changesConcernRecords },
  { id: 'change.unknown', says: 'A price becomes unknown only on the day of a change.', find: unknownFromAChange },
  { id: 'change.limits', says: 'A change stays within the limits of its kind, or is explained.', find: changesArePlausible },
  { id: 'change.coherent', says: 'Prices that change together change alike.', find: changesAreCoherent },
  {
    id: 'reading.needed',
    says: 'Two sources or more show a second reading, and no other price has one.',
    find: readingsProveConfirmations,
  },
  { id: 'reading.independent', says: 'The second reading is from another source of about the same time.', find: readingsAreIndependent },
  { id: 'reading.vat', says: 'A gross reading names its VAT rate.', find: readingsNameVat },
  { id: 'reading.agrees', says: 'Price and second reading agree to the cent.', find: readingsAgree },
  { id: 'price.hourly-cap', says: 'The hourly price times the cap is the monthly one.', find: hourlyFitsMonthly },
  { id: 'price.hourly-missing', says: 'What Hetzner sells by the hour has an hourly price.', find: hourlyIsThere },
  { id: 'price.range', says: 'The price is plausible for what it is.', find: pricesArePlausible },
  { id: 'price.span', says: 'The ends of a span are not far apart.', find: spansAreNarrow },
  { id: 'family.ranks', says: 'The ranks of a family count from 1.', find: ranksAreContiguous },
  { id: 'family.ascends', says: 'A larger size costs more, on every day.', find: sizesAscend },
  { id: 'family.traffic', says: 'A larger size includes no less traffic.', find: trafficAscends },
  { id: 'record.label', says: 'The label names the vendor and the size of the SKU.', find: labelsFit },
  { id: 'record.detail', says: 'The description agrees with the machine.', find: detailsFit },
  { id: 'record.unit', says: 'Vendor, kind, unit and period fit.', find: unitsFit },
  { id: 'record.currency', says: 'The currency is that of the vendor.', find: currenciesFit },
  { id: 'record.hours', says: 'Prices by the hour, and only they, state the hours of a month.', find: hoursFit },
  { id: 'record.traffic', says: 'Servers and load balancers of Hetzner state their included traffic.', find: trafficIsStated },
  { id: 'record.check-at', says: 'A price is checked again at its vendor.', find: addressesAreTheVendors },
  { id: 'evidence.list', says: 'Quoted evidence is in the list "quoted" only; what can only be seen is seen.', find: kindsFitLists },
  { id: 'evidence.kind', says: 'The kind of evidence fits the price.', find: kindsFitPrices },
  { id: 'evidence.title', says: 'The title fits the kind.', find: titlesFitKinds },
  { id: 'evidence.one-kind', says: 'One source is of one kind.', find: titlesHaveOneKind },
  { id: 'evidence.day', says: 'It can have been seen on the day that it says.', find: evidenceDaysFit },
  { id: 'evidence.one-day', says: 'A source cited for one change is of one day.', find: sourcesHaveOneDay },
  { id: 'evidence.note', says: 'What is no list price says in a note what to confirm.', find: doubtfulPricesHaveNotes },
  { id: 'age.as-of', says: '"asOf" is the newest observation behind the list.', find: asOfIsTheNewest },
  { id: 'age.price', says: 'Every price on sale was seen lately.', find: pricesAreFresh },
  { id: 'age.vendor', says: 'A volatile vendor was asked lately.', find: vendorsAreFresh },
  { id: 'age.rate', says: 'The newest exchange rate is not old.', find: rateIsFresh },
  { id: 'age.vat', says: 'The VAT rates were looked up lately.', find: vatIsFresh },
  { id: 'stock.missing', says: 'Of every server on sale somebody has looked whether it can be ordered.', find: serversWereSighted },
  { id: 'stock.sites', says: 'A sighting names every site and no other.', find: sightingsNameSites },
  { id: 'stock.day', says: 'A sighting has one day and is of a server on sale.', find: sightingsHaveTheirDay },
  { id: 'stock.page', says: 'An order page says the same of all sites.', find: pagesSayTheSameOfAllSites },
  { id: 'withdrawn.announced', says: 'A type is announced as withdrawn before it is.', find: withdrawalIsAnnounced },
  { id: 'withdrawn.one-notice', says: 'One notice withdraws on the same days.', find: noticesHaveOneDay },
  { id: 'withdrawn.retired', says: 'What is withdrawn is retired and not offered.', find: retiredAreWithdrawn },
  { id: 'catalogue.required', says: 'What an option can use is offered.', find: requiredAreOffered },
  { id: 'catalogue.unique', says: 'Each entry stands once, in the group of its kind.', find: entriesAreUnique },
  { id: 'catalogue.priced', says: 'Each entry has a record and a price today.', find: entriesArePriced },
  { id: 'catalogue.orphan', says: 'Each record is in the catalogue.', find: recordsAreOffered },
  { id: 'catalogue.ascends', says: 'The cheapest of a group stands first.', find: entriesAscend },
  { id: 'catalogue.sizes', says: 'The smallest of a group stands first.', find: sizesStandInOrder },
  { id: 'catalogue.machines', says: 'Prices and machines know the same SKUs.', find: entriesHaveMachines },
  { id: 'vat.rates', says: 'The VAT rates are those of the law.', find: vatRatesAreTheLaw },
  { id: 'vat.basis', says: 'The list says truly whether VAT is inside.', find: basisIsStated },
  { id: 'rate.plausible', says: 'An exchange rate is plausible and near its neighbours.', find: ratesArePlausible },
  { id: 'rate.day', says: 'An exchange rate has a working day of the past.', find: ratesHaveRealDays },
  { id: 'append.skus', says: 'No SKU is deleted.', find: skusStay },
  { id: 'append.rows', says: 'No price row is edited, moved or deleted.', find: rowsStay },
  { id: 'append.observations', says: 'No sighting, rate or change is edited, moved or deleted.', find: observationsStay },
  { id: 'append.records', says: 'What a record is stays.', find: recordsStay },
  { id: 'append.vat', says: 'VAT evidence is only replaced by newer evidence.', find: vatStays },
];
