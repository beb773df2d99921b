/** Thermal design zones of China (GB 50176), as stable words: the texts are made at the edge. */
export type ClimateZone =
  | 'severe_cold'
  | 'cold'
  | 'hot_summer_cold_winter'
  | 'hot_summer_warm_winter'
  | 'temperate';

/**
 * By the capital or most of the province, from general knowledge: many span two zones, so it is a
 * default to be edited, not a fact about an address.
 */
const ZONES: Record<ClimateZone, string> = {
  severe_cold: '内蒙古 辽宁 吉林 黑龙江 青海 新疆',
  cold: '北京 天津 河北 山西 山东 河南 西藏 陕西 甘肃 宁夏',
  hot_summer_cold_winter: '上海 江苏 浙江 安徽 江西 湖北 湖南 重庆 四川',
  hot_summer_warm_winter: '福建 广东 广西 海南 台湾 香港 澳门',
  temperate: '贵州 云南',
};

const BY_PROVINCE = new Map(
  Object.entries(ZONES).flatMap(([zone, names]) =>
    names.split(' ').map((name) => [name, zone as ClimateZone]),
  ),
);

/** @example climateZone('广西壮族自治区') // 'hot_summer_warm_winter' */
export function climateZone(province: string): ClimateZone | undefined {
  const long = province.trim();
  return BY_PROVINCE.get(long.slice(0, 3)) ?? BY_PROVINCE.get(long.slice(0, 2));
}
