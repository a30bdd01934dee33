/** Rules on what a record says about itself: names, sizes, kind, unit, currency, hours, traffic, address. */
import { figuresOf, type Fault, type RecordPlace, type Sizes, type Subject } from './subject.ts';
import { soldAs, vendors } from './vendors.ts';

/** 8760 hours of a year over twelve months: what vendors that bill by the hour count. */
const hoursPerMonth = 730;
/** What Hetzner includes in Europe, in TB a month. */
const usualTraffic = { least: 1, most: 100 };

/** A record copied from another one keeps its name: the label begins with the vendor, ends with the size, and is the only one. */
export function labelsFit({ records }: Subject): Fault[] {
  return records.flatMap(({ at, sku, vendor, record, pointer }) => {
    const { label } = record;
    const name = vendors[vendor]?.name ?? '';
    const size = sku.split('.').at(-1)!.toUpperCase();
    const twin = records.find((other) => other.at === at && other.sku !== sku && other.record.label === label);
    const wrong = [
      ...(label.startsWith(`${name} `) ? [] : [`does not begin with "${name}"`]),
      ...(record.rank === undefined || label.endsWith(` ${size}`) ? [] : [`does not end with "${size}"`]),
      ...(twin ? [`is also the label of "${twin.sku}"`] : []),
    ];
    return wrong.map((why) => ({
      sku,
      pointer: `${pointer}/label`,
      message: `"${sku}" is labelled "${label}", which ${why}. Correct the label.`,
    }));
  });
}

/** Prices and machines are two files about one thing: the words of the price must be the figures of the machine. */
export function detailsFit({ records, sizes }: Subject): Fault[] {
  return records.flatMap((place) => {
    const { at, sku, record, pointer } = place;
    const expected = detailOf(place, sizes);
    if (expected === undefined) return twinOf(place, records);
    const isMissing = record.detail === undefined && at.id === 'quoted' && record.kind === 'database';
    if (isMissing || record.detail === expected || record.detail?.startsWith(`${expected}, AWS `)) return [];
    const message = `"${sku}" is described as "${record.detail ?? 'nothing'}", its machine is "${expected}". Correct the wrong file.`;
    return [{ sku, pointer: `${pointer}/detail`, message }];
  });
}

/** A unit belongs to a kind and a kind to a vendor: a price per GB read as one per server would be 100 times off. */
export function unitsFit({ records }: Subject): Fault[] {
  return records.flatMap(({ sku, vendor, record, pointer }) => {
    const { kind, unit, prices } = record;
    const sold = soldAs.find((one) => one.unit === unit);
    const known = vendors[vendor];
    const place = { sku, pointer: `${pointer}/unit` };
    if (!known?.kinds.includes(kind))
      return [
        {
          sku,
          pointer: `${pointer}/kind`,
          message: `"${sku}" is a ${kind}, which "${vendor}" is not known to sell. Correct the kind, or add the vendor to check-vendors.ts.`,
        },
      ];
    if (!sold?.kinds.includes(kind))
      return [{ ...place, message: `"${sku}" is a ${kind} sold by the unit "${unit}". Correct the wrong one.` }];
    return prices.flatMap((row, i) => [
      ...(sold.per.includes(row.per)
        ? []
        : [
            {
              sku,
              pointer: `${pointer}/prices/${i}/per`,
              message: `"${sku}" has a price per "${row.per}" for the unit "${unit}". It is sold per ${sold.per.join(' or ')}.`,
            },
          ]),
      ...((row.percent !== undefined) === (unit === 'percent of server')
        ? []
        : [
            {
              sku,
              pointer: `${pointer}/prices/${i}`,
              message: `"${sku}" has the price ${figuresOf(row).join(' to ')} for the unit "${unit}". Only a percentage is stated as "percent".`,
            },
          ]),
    ]);
  });
}

/** A vendor asks one currency; the analysis quotes everything in euro. */
export function currenciesFit({ records }: Subject): Fault[] {
  return records.flatMap(({ at, sku, vendor, record, pointer }) => {
    const expected = at.id === 'quoted' ? 'EUR' : vendors[vendor]?.currency;
    return record.prices.flatMap((row, i) => {
      if (expected === undefined || row.currency === expected) return [];
      const message = `"${sku}" has a price in ${row.currency} from ${row.from}, the vendor's list is in ${expected}. Write the price as published.`;
      return [{ sku, pointer: `${pointer}/prices/${i}/currency`, message }];
    });
  });
}

/** A price by the hour needs the hours of a month, a monthly one must not have them. */
export function hoursFit({ records }: Subject): Fault[] {
  return records.flatMap(({ sku, record, pointer }) => {
    const isHourly = record.prices.some((row) => row.per === 'hour');
    if (record.hoursPerMonth === (isHourly ? hoursPerMonth : undefined)) return [];
    const message = `"${sku}" has ${record.hoursPerMonth ?? 'no'} hours a month. Write ${hoursPerMonth} for prices per hour and nothing for others.`;
    return [{ sku, pointer: `${pointer}/hoursPerMonth`, message }];
  });
}

/** Hetzner's servers and load balancers include traffic: without the figure, overage would be billed from the first byte. */
export function trafficIsStated({ records }: Subject): Fault[] {
  return records.flatMap(({ at, sku, vendor, record, pointer }) => {
    if (at.id === 'quoted') return [];
    const includes = vendor === 'hetzner' && (record.kind === 'server' || record.kind === 'load-balancer');
    const tb = record.includedTrafficTb;
    if (includes ? tb !== undefined && tb >= usualTraffic.least && tb <= usualTraffic.most : tb === undefined) return [];
    const message = `"${sku}" includes ${tb ?? 'no'} TB of traffic. ${includes ? 'Servers and load balancers include some' : 'Only servers and load balancers include any'}: correct "includedTrafficTb".`;
    return [{ sku, pointer: `${pointer}/includedTrafficTb`, message }];
  });
}

/** Who checks a price again must land at the vendor, not at somebody who copied it. */
export function addressesAreTheVendors({ records }: Subject): Fault[] {
  return records.flatMap(({ sku, vendor, record, pointer }) => {
    const host = vendors[vendor]?.host;
    if (host === undefined || new RegExp(`^https://([a-z0-9-]+\\.)*${host.replaceAll('.', '\\.')}/`).test(record.checkAt)) return [];
    const message = `"${sku}" is checked again at "${record.checkAt}". Name a page of https://${host}/.`;
    return [{ sku, pointer: `${pointer}/checkAt`, message }];
  });
}

/** What has no machine is at least not described like another thing. */
function twinOf({ at, sku, vendor, record, pointer }: RecordPlace, records: readonly RecordPlace[]): Fault[] {
  const { detail, kind } = record;
  const isOther = (place: RecordPlace) => place.at === at && (place.vendor !== vendor || place.record.kind !== kind);
  const twin = detail === undefined ? undefined : records.find((place) => isOther(place) && place.record.detail === detail);
  if (!twin) return [];
  return [
    { sku, pointer: `${pointer}/detail`, message: `"${sku}" is described as "${detail}", like "${twin.sku}". Correct the wrong one.` },
  ];
}

function detailOf({ sku, record }: RecordPlace, { machines, boxes }: Sizes): string | undefined {
  const box = boxes[sku];
  if (record.kind === 'storage-box' && box) return `${box.capacityGb / 1000} TB`;
  const machine = machines[sku];
  if (!machine) return undefined;
  const { vCpu, ramGb, diskGb, dedicated, architecture } = machine;
  if (record.kind === 'database') return `${ramGb} GB, ${diskGb} GB storage`;
  return [`${vCpu} vCPU, ${ramGb} GB, ${diskGb} GB`, ...(architecture === 'arm' ? ['ARM'] : []), ...(dedicated ? ['dedicated'] : [])].join(
    ', ',
  );
}
