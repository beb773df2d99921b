import { areaList } from '@vant/area-data';

/** Where a parcel goes, as far as the text tells. */
export interface Address {
  province?: string;
  city?: string;
  district?: string;
  /** What is left: street, house, door. */
  street?: string;
}

interface Area {
  code: string;
  name: string;
}

const SUFFIX = /(壮族自治区|回族自治区|维吾尔自治区|特别行政区|自治区|省|市)$/;
/** Names that stand for no place: cities run by the province itself. */
const NO_CITY =
  /^(省|自治区)?直辖(县|县级行政区划|行政单位)?$|^省直辖县级行政区划$|^自治区直辖县级行政区划$|^(市辖区|县)$/;
const MUNICIPALITY = new Set(['11', '12', '31', '50']);

/** Every spelling of an area, longest first: 广西壮族自治区, 广西. */
function spellings(areas: Area[], shorten: (name: string) => string[]): [string, Area][] {
  return areas
    .flatMap((area) =>
      [area.name, ...shorten(area.name)].map((name): [string, Area] => [name, area]),
    )
    .filter(([name]) => name.length >= 2)
    .toSorted((a, b) => b[0].length - a[0].length);
}

const list = (names: Record<string, string>): Area[] =>
  Object.entries(names).map(([code, name]) => ({ code, name }));

const shortCity = (name: string) =>
  /^.{2,}(市|地区|盟)$/.test(name) ? [name.replace(/(市|地区|盟)$/, '')] : shortState(name);
// 伊犁哈萨克自治州 is written 伊犁州 and 伊犁.
const shortState = (name: string) => {
  const people =
    /^(.{2,}?)(哈萨克|柯尔克孜|蒙古|藏族|回族|彝族|傣族|白族|苗族|侗族|布依族|土家族|壮族|朝鲜族|羌族|景颇族|傈僳族|哈尼族).*自治州$/.exec(
      name,
    );
  return people?.[1] ? [`${people[1]}州`, people[1]] : [];
};

const provinces = spellings(list(areaList.province_list), (name) => [name.replace(SUFFIX, '')]);

function byParent(
  areas: Area[],
  digits: number,
  shorten: (name: string) => string[],
): Map<string, [string, Area][]> {
  const groups = new Map<string, Area[]>();
  for (const area of areas) {
    const parent = area.code.slice(0, digits);
    groups.set(parent, [...(groups.get(parent) ?? []), area]);
  }
  return new Map([...groups].map(([parent, members]) => [parent, spellings(members, shorten)]));
}

const cities = byParent(
  list(areaList.city_list).filter((city) => !NO_CITY.test(city.name)),
  2,
  shortCity,
);
const countyList = list(areaList.county_list);
const counties = byParent(countyList, 4, () => []);
const countiesOfProvince = byParent(countyList, 2, () => []);
const everyCity = spellings(
  list(areaList.city_list).filter((city) => !NO_CITY.test(city.name)),
  () => [],
);

const GAP = /^[\s\u3000,，/|·-]+/;

function prefix(text: string, names: [string, Area][] | undefined): [Area, string] | undefined {
  const found = names?.find(([name]) => text.startsWith(name));
  return found && [found[1], text.slice(found[0].length).replace(GAP, '')];
}

/**
 * Splits a Chinese address by the longest known name at each step. A step that is not there is
 * skipped: many leave the province or the district out.
 *
 * @example splitAddress('海南省 省直辖县级行政区划 琼海市 嘉积镇1号') // 海南省, 琼海市, …
 */
export function splitAddress(text: string): Address {
  let rest = text
    .trim()
    .replace(/[(（]\d{6}[)）]$/, '')
    .replace(/^(中国|中华人民共和国)/, '')
    .replace(GAP, '');
  const province = prefix(rest, provinces);
  const alone = province ?? prefix(rest, everyCity);
  if (!alone) return { ...(rest && { street: rest }) };
  const code = alone[0].code.slice(0, 2);
  const whole = areaList.province_list[`${code}0000`] ?? alone[0].name;
  if (province) rest = skipped(province[1]);
  return withCity(whole, code, rest);
}

const skipped = (text: string): string =>
  text.replace(
    /^(省直辖县级行政区划|自治区直辖县级行政区划|省直辖县|省直辖|市辖区|县(?=\s))[\s\u3000]*/,
    '',
  );

function withCity(province: string, code: string, text: string): Address {
  const city = prefix(text, cities.get(code));
  const rest = city ? skipped(city[1]) : text;
  const district = prefix(
    rest,
    city && !MUNICIPALITY.has(code)
      ? counties.get(city[0].code.slice(0, 4))
      : countiesOfProvince.get(code),
  );
  const cityName = city?.[0].name ?? cityOf(code, district?.[0]);
  const street = district ? district[1] : rest;
  return {
    province,
    ...(cityName && { city: cityName }),
    ...(district && district[0].name !== cityName && { district: district[0].name }),
    ...(street && { street }),
  };
}

/** The city a district belongs to; a county-level city under the province itself is its own. */
function cityOf(province: string, district: Area | undefined): string | undefined {
  const municipality = MUNICIPALITY.has(province)
    ? areaList.province_list[`${province}0000`]
    : undefined;
  if (municipality || !district) return municipality;
  const city = areaList.city_list[`${district.code.slice(0, 4)}00`];
  return city && !NO_CITY.test(city) ? city : district.name;
}

/** The full name of a province written short or long; anything else as it is. */
export function provinceName(text: string): string {
  const found = prefix(text.trim(), provinces);
  return found && (found[1] === '' || /^(省|市)$/.test(found[1])) ? found[0].name : text.trim();
}

const COMPANY =
  /公司|大厦|写字楼|集团|工厂|厂区|工业园|产业园|科技园|创业园|软件园|商务中心|办公|银行|医院|学校|大学|中学|小学|研究院|事务所|酒店|\b(Ltd|Limited|Inc|LLC|GmbH|AG|Corp|Co\.|Company|S\.?A\.?R\.?L|S\.?p\.?A|B\.?V|Pty|PLC|Office|Suite|Hotel|Hospital|University)\b/i;
const HOME =
  /小区|花园|公寓|家园|新村|苑|宿舍|单元|号楼|村|里弄|弄\d|\b(Apartment|Apt|Flat|House|Cottage)\b/i;

/** Whether an address is a workplace or a home, where its words tell. */
export function addressKind(text: string, company?: string): 'home' | 'company' | undefined {
  if (company?.trim()) return 'company';
  if (COMPANY.test(text)) return 'company';
  return HOME.test(text) ? 'home' : undefined;
}
