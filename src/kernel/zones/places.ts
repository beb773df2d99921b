import { getCountry, getTimezone } from 'countries-and-timezones';

/** States and provinces of countries with several zones, by code and name; where two hold, both. From general knowledge. */
const STATES: Record<string, Record<string, string>> = {
  US: {
    'America/New_York':
      'CT|Connecticut DE|Delaware DC|District_of_Columbia GA|Georgia ME|Maine MD|Maryland MA|Massachusetts NH|New_Hampshire NJ|New_Jersey NY|New_York NC|North_Carolina OH|Ohio PA|Pennsylvania RI|Rhode_Island SC|South_Carolina VT|Vermont VA|Virginia WV|West_Virginia MI|Michigan FL|Florida IN|Indiana KY|Kentucky TN|Tennessee',
    'America/Chicago':
      'AL|Alabama AR|Arkansas IL|Illinois IA|Iowa LA|Louisiana MN|Minnesota MS|Mississippi MO|Missouri OK|Oklahoma WI|Wisconsin TX|Texas KS|Kansas NE|Nebraska ND|North_Dakota SD|South_Dakota FL|Florida IN|Indiana KY|Kentucky TN|Tennessee MI|Michigan',
    'America/Denver':
      'CO|Colorado MT|Montana NM|New_Mexico UT|Utah WY|Wyoming TX|Texas KS|Kansas NE|Nebraska ND|North_Dakota SD|South_Dakota ID|Idaho OR|Oregon AZ|Arizona',
    'America/Phoenix': 'AZ|Arizona',
    'America/Los_Angeles': 'CA|California NV|Nevada WA|Washington OR|Oregon ID|Idaho',
    'America/Anchorage': 'AK|Alaska',
    'America/Adak': 'AK|Alaska',
    'Pacific/Honolulu': 'HI|Hawaii',
  },
  CA: {
    'America/St_Johns': 'NL|Newfoundland_and_Labrador',
    'America/Halifax':
      'NB|New_Brunswick NS|Nova_Scotia PE|Prince_Edward_Island NL|Newfoundland_and_Labrador',
    'America/Toronto': 'ON|Ontario QC|Quebec QC|Québec NU|Nunavut',
    'America/Winnipeg': 'MB|Manitoba ON|Ontario NU|Nunavut',
    'America/Regina': 'SK|Saskatchewan',
    'America/Edmonton': 'AB|Alberta BC|British_Columbia NT|Northwest_Territories NU|Nunavut',
    'America/Vancouver': 'BC|British_Columbia',
    'America/Whitehorse': 'YT|Yukon',
  },
  AU: {
    'Australia/Sydney': 'NSW|New_South_Wales ACT|Australian_Capital_Territory',
    'Australia/Melbourne': 'VIC|Victoria',
    'Australia/Brisbane': 'QLD|Queensland',
    'Australia/Hobart': 'TAS|Tasmania',
    'Australia/Adelaide': 'SA|South_Australia',
    'Australia/Darwin': 'NT|Northern_Territory',
    'Australia/Perth': 'WA|Western_Australia',
  },
};

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_.-]+/g, ' ');

/** country → state's code or name → its zones. */
const BY_STATE = new Map(
  Object.entries(STATES).map(([country, zones]) => {
    const states = new Map<string, string[]>();
    for (const [zone, list] of Object.entries(zones))
      for (const name of list.split(/[ |]/).map(plain))
        states.set(name, [...new Set([...(states.get(name) ?? []), zone])]);
    return [country, states] as const;
  }),
);

/** Somebody without a country lives where their shop is. */
export const countryOf = (zone: string): string | null => getTimezone(zone)?.countries[0] ?? null;

const byCountry = new Map<string, string[]>();

/** All of China keeps one time by law; Xinjiang's own clock is not official. */
const ONE_ZONE: Record<string, string> = { CN: 'Asia/Shanghai' };

function zonesOfCountry(country: string): string[] {
  const known = byCountry.get(country);
  if (known) return known;
  const one = ONE_ZONE[country];
  const zones = one ? [one] : (getCountry(country as 'US')?.timezones ?? []);
  const distinct = [...zones];
  byCountry.set(country, distinct);
  return distinct;
}

/**
 * The zones in which somebody may live, by country (ISO 3166 alpha-2) and state: one where that
 * can be known, all of the country where it cannot, none for an unknown country.
 *
 * @example zonesOf('US', 'California') // ['America/Los_Angeles']
 */
export function zonesOf(country: string | null, province: string | null): readonly string[] {
  if (country === null) return [];
  const state = province === null ? undefined : BY_STATE.get(country)?.get(plain(province));
  return state ?? zonesOfCountry(country.toUpperCase());
}
