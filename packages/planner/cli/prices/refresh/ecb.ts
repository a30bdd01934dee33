/** The reference rate of the European Central Bank, read from its statistical interface (SDMX-JSON). */
import { isIsoDate, PlannerError, type Observations } from '@ordiplan/planner';
import { z } from 'zod';
import { askJson, type Client } from './http.ts';

const path = '/data/EXR/D.USD.EUR.SP00.A?format=jsondata&detail=dataonly&lastNObservations=1';

const Dimension = z.looseObject({ id: z.string(), values: z.array(z.looseObject({ id: z.string() })) });

const Series = z.looseObject({
  dataSets: z.tuple([
    z.looseObject({ series: z.record(z.string(), z.looseObject({ observations: z.record(z.string(), z.array(z.unknown())) })) }),
  ]),
  structure: z.looseObject({
    dimensions: z.looseObject({ series: z.array(Dimension), observation: z.tuple([Dimension]) }),
  }),
});

/** The newest rate of dollars for one euro, with its day. Throws `refresh.rate` if the answer is about something else. */
export async function readRate(client: Client, address: string): Promise<Observations> {
  const { dataSets, structure } = await askJson(client, `${address}${path}`, Series);
  const { series, observation } = structure.dimensions;
  const valueOf = (id: string) =>
    series
      .find((dimension) => dimension.id === id)
      ?.values.map((value) => value.id)
      .join('+');
  const about = `${valueOf('FREQ')}.${valueOf('CURRENCY')}.${valueOf('CURRENCY_DENOM')}`;
  const [rate] = Object.values(Object.values(dataSets[0].series)[0]?.observations ?? {}).at(-1) ?? [];
  const on = observation[0].values.at(-1)?.id ?? 'no day';
  if (about !== 'D.USD.EUR' || !isIsoDate(on) || typeof rate !== 'number' || !(rate > 0)) {
    throw new PlannerError(
      'refresh.rate',
      `"${address}" answers the rate ${JSON.stringify(rate) ?? 'nothing'} of ${on} for the series ${about}, but D.USD.EUR with a rate above zero was asked for. Check the address.`,
    );
  }
  return {
    asked: [],
    prices: [],
    stock: [],
    rates: [{ on, usdPerEur: String(rate), title: 'Reference rate of the European Central Bank' }],
  };
}
