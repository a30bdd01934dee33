/** Evidence of money: the bill line by line, tax, the share of a practice, and the three parts of the total cost. */
import { outagesOf } from '../advice/outages.ts';
import { isPoint, middle, type Bill, type LineItem, type Spread } from '../prices/bill.ts';
import { subtract, times, net as netEuro, type Money, type NetMonth } from '../units/money.ts';
import { monthsPerYear } from '../units/time.ts';
import { euroText, numberText } from '../units/text.ts';
import { onSize, sizingProbe, sizingStated, smallestReason, without } from './explain-inputs.ts';
import type { Ground, Probe, Worked } from './explain-figures.ts';
import { amountText, chanceText, formulaText, plainText, spanText, step, withUnit } from './explain-text.ts';
import { netText, spreadText } from './price-text.ts';

/** A bill that names each price as one amount. */
function isListPrice({ items }: Bill): boolean {
  return items.every(({ isFact }) => isFact);
}

/** The parts of every money figure that rests on the bill. */
function onBill(ground: Ground, bill: Bill): Omit<Worked, 'value' | 'formula' | 'steps'> {
  const unpriced = bill.items.filter(({ cost }) => !cost).map(({ label }) => label);
  return {
    ...onSize(ground),
    priced: bill.items,
    isEstimate: !isListPrice(bill),
    ...(unpriced.length > 0 && { reason: ground.say.noPrice(unpriced.join(', ')) }),
  };
}

/** The sum of the lines. */
export function net(ground: Ground): Worked {
  const { quote, language, words, say } = ground;
  const { bill } = quote;
  if (!bill) return unpriced(ground, 'net');
  const known = bill.items.flatMap(({ cost }) => (cost ? [plainText(cost, language)] : []));
  return {
    ...onBill(ground, bill),
    value: netText(bill, words),
    formula: bill.net ? formulaText(say.formula.net, '+', known, plainText(bill.net, language)) : say.formula.net,
    steps: [
      ...bill.items.map((line) => step(lineText(line, ground), line.cost ? spanText(line.cost, language) : words.unknown)),
      step(say.sumNet, bill.net ? spanText(bill.net, language) : netText(bill, words)),
    ],
  };
}

/** `3 × Hetzner CX33 zu 8,49 €`; a price of one unit may be a fraction of a cent. */
function lineText({ label, quantity, unitPrice }: LineItem, { language, say }: Ground): string {
  if (quantity === 1 || !unitPrice) return label;
  const each = unitPrice.likely ?? unitPrice.low;
  // Space by the GB costs fractions of a cent.
  const decimals = Math.min(mostUnitDecimals, Math.max(2, each.euro.decimalPlaces()));
  return say.each(amountText(quantity, language), label, euroText(each, language, decimals));
}

const mostUnitDecimals = 4;

/** VAT on the total. */
export function gross(ground: Ground): Worked {
  const { quote, language, words, say, comparison } = ground;
  const { bill } = quote;
  if (!bill) return unpriced(ground, 'gross');
  const common = { ...onBill(ground, bill), stated: [...sizingStated(ground), 'vat' as const] };
  const rate = step(say.vatRate, chanceText(Number(comparison.priceList.vatRate), language));
  if (!bill.net || !bill.gross) {
    const steps = [step(say.sumNet, netText(bill, words)), rate, step(say.sumGross, words.unknown)];
    return { ...common, value: words.unknown, formula: say.formula.gross, steps };
  }
  const tax = taxOf(bill.net, bill.gross);
  return {
    ...common,
    value: spreadText(bill.gross, words),
    formula: formulaText(
      say.formula.gross,
      '+',
      [bill.net, tax].map((one) => plainText(one, language)),
      plainText(bill.gross, language),
    ),
    steps: [
      step(say.sumNet, spanText(bill.net, language)),
      rate,
      step(say.vat, spanText(tax, language)),
      step(say.sumGross, spanText(bill.gross, language)),
    ],
  };
}

/** What VAT adds at each end. */
function taxOf(bill: Spread, withTax: Spread<Money<'gross', 'month'>>): Spread {
  const tax = (before: NetMonth, after: Money): NetMonth => ({ ...before, euro: after.euro.minus(before.euro) });
  return {
    low: tax(bill.low, withTax.low),
    likely: bill.likely && withTax.likely && tax(bill.likely, withTax.likely),
    high: tax(bill.high, withTax.high),
  };
}

/** The bill, shared. */
export function perTenant(ground: Ground): Worked {
  const { quote, language, words, say, comparison } = ground;
  const { bill } = quote;
  if (!bill) return unpriced(ground, 'perTenant');
  const practices = numberText(comparison.scenario.tenants, language);
  const known = bill.net && bill.perTenant;
  return {
    ...onBill(ground, bill),
    value: bill.perTenant ? spreadText(bill.perTenant, words) : words.unknown,
    formula: known
      ? formulaText(say.formula.perTenant, '÷', [plainText(bill.net, language), practices], plainText(bill.perTenant, language))
      : say.formula.perTenant,
    steps: [
      step(say.sumNet, bill.net ? spanText(bill.net, language) : netText(bill, words)),
      step(say.practices, practices),
      step(say.result, bill.perTenant ? spanText(bill.perTenant, language) : words.unknown),
    ],
  };
}

/** The three parts, shown apart. */
export function totalCost(ground: Ground): Worked {
  const { quote, language, words, say } = ground;
  const { bill, totalCost: total } = quote;
  if (!bill) return unpriced(ground, 'totalCost');
  const billText = bill.net && !bill.net.likely && !isPoint(bill.net) ? say.billMiddle : say.bill;
  const parts = [operatorMoney(ground), outageMoney(ground)];
  const shown = [bill.net && middle(bill.net), ...parts];
  const probe: Probe = (supply, asked) => [
    ...sizingProbe(ground)(supply, asked),
    ...operatorProbe(ground)(supply, asked),
    ...outageProbe(ground)(supply, asked),
  ];
  return {
    ...onBill(ground, bill),
    isSizing: false,
    value: total ? euroText(total.sum, language, 0) : words.unknown,
    formula: total
      ? formulaText(
          say.formula.totalCost,
          '+',
          shown.map((one) => numberText(one!.euro, language, 2)),
          numberText(total.sum.euro, language, 2),
        )
      : say.formula.totalCost,
    steps: [
      ...[billText, say.operator, say.outage].map((text, i) => step(text, shown[i] ? euroText(shown[i], language) : netText(bill, words))),
      step(say.total, total ? euroText(total.sum, language) : words.atLeast(euroText(quote.atLeast!, language))),
    ],
    probe,
    stated: [...sizingStated(ground), 'outageEuroPerHour'],
    isEstimate: true,
  };
}

/** Hours of people: further cells of the same kind need less than the first. */
export function operatorHours(ground: Ground): Worked {
  const { quote, language, say, option, supply } = ground;
  const { cells = 1 } = quote.subject.size;
  const first = option.operatorHours(supply.values);
  const hours = withUnit(quote.operatorHours, 'h', language);
  const share = amountText(supply.values.furtherCellShare, language);
  const inWords = say.formula.operatorHours;
  return {
    ...smallestReason(ground),
    value: `${numberText(quote.operatorHours, language, 1)}\u00a0h`,
    formula: formulaText(inWords, '×', [amountText(first, language), `(1 + ${cells - 1} × ${share})`], hours),
    steps: [
      step(say.firstHours, withUnit(first, 'h', language)),
      ...(cells > 1 ? [step(say.cells, numberText(cells, language)), step(say.furtherShare, share)] : []),
      step(say.result, hours),
    ],
    probe: operatorHoursProbe(ground),
    stated: [],
    priced: [],
    isEstimate: true,
  };
}

/** Hours of people in money. */
export function operatorCost(ground: Ground): Worked {
  const { quote, language, say, supply } = ground;
  if (!quote.plan) return unpriced(ground, 'operatorCost');
  const cost = operatorMoney(ground);
  const [hours, each] = [quote.operatorHours, supply.values.operatorEuroPerHour];
  return {
    value: euroText(cost, language, 0),
    formula: formulaText(
      say.formula.operatorCost,
      '×',
      [hours, each].map((one) => amountText(one, language)),
      numberText(cost.euro, language, 2),
    ),
    steps: [
      step(say.operator, withUnit(hours, 'h', language)),
      step(say.hourCost, withUnit(each, '€', language)),
      step(say.result, euroText(cost, language)),
    ],
    probe: operatorProbe(ground),
    stated: [],
    priced: [],
    isEstimate: true,
  };
}

/** The expected outage in money. */
export function outageCost(ground: Ground): Worked {
  const { quote, language, say, comparison } = ground;
  if (!quote.plan) return unpriced(ground, 'outageCost');
  const { tenants, outageEuroPerHour } = comparison.scenario;
  const cost = outageMoney(ground);
  const down = quote.availability.openingHoursDown;
  const figures = [
    amountText(down, language),
    numberText(tenants, language),
    `1/${monthsPerYear}`,
    amountText(outageEuroPerHour, language),
  ];
  return {
    value: euroText(cost, language, 0),
    formula: formulaText(say.formula.outageCost, '×', figures, numberText(cost.euro, language, 2)),
    steps: [
      step(say.title.openingHoursDown, withUnit(down, 'h', language)),
      step(say.practices, numberText(tenants, language)),
      step(say.lostHours, withUnit((down * tenants) / monthsPerYear, 'h', language)),
      step(say.outageHourCost, withUnit(outageEuroPerHour, '€', language)),
      step(say.result, euroText(cost, language)),
    ],
    probe: outageProbe(ground),
    stated: ['outageEuroPerHour'],
    priced: [],
    isEstimate: true,
  };
}

function operatorMoney({ quote, supply }: Ground): NetMonth {
  return quote.totalCost?.operator ?? times(netEuro(String(supply.values.operatorEuroPerHour), 'month'), quote.operatorHours);
}

/** Of a bill with an unknown price: what is left of the least total without the known prices and the work. */
function outageMoney(ground: Ground): NetMonth {
  const { totalCost: total, atLeast, bill } = ground.quote;
  return total?.outage ?? subtract(subtract(atLeast!, bill!.knownNet.low), operatorMoney(ground));
}

function operatorHoursProbe({ option }: Ground): Probe {
  return ({ values }, { size: { cells = 1 } }) => [option.operatorHours(values) * (1 + (cells - 1) * values.furtherCellShare)];
}

function operatorProbe(ground: Ground): Probe {
  const hours = operatorHoursProbe(ground);
  return (supply, asked) => hours(supply, asked).map((one) => one! * supply.values.operatorEuroPerHour);
}

function outageProbe({ option }: Ground): Probe {
  return ({ values }, { size, tenants }) => [outagesOf({ option, size, tenants }, values).availability.practiceHoursDown];
}

/** Without a plan nothing is bought, so nothing has a price. */
function unpriced(ground: Ground, figure: 'net' | 'gross' | 'perTenant' | 'totalCost' | 'operatorCost' | 'outageCost'): Worked {
  const vat = figure === 'gross' ? (['vat'] as const) : [];
  return { ...without(ground, figure), ...onSize(ground), stated: [...sizingStated(ground), ...vat] };
}
