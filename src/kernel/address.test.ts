import { expect, test } from 'vitest';
import { addressKind, climateZone, provinceName, readPhone, splitAddress } from './index.ts';

test.each([
  [
    '广东省 深圳市 南山区 粤海街道测试大道2号(518000)',
    { province: '广东省', city: '深圳市', district: '南山区', street: '粤海街道测试大道2号' },
  ],
  [
    '北京朝阳区测试街1号',
    { province: '北京市', city: '北京市', district: '朝阳区', street: '测试街1号' },
  ],
  [
    '北京市北京市朝阳区测试街1号',
    { province: '北京市', city: '北京市', district: '朝阳区', street: '测试街1号' },
  ],
  [
    '海南省 省直辖县级行政区划 琼海市 嘉积镇测试街4号',
    { province: '海南省', city: '琼海市', street: '嘉积镇测试街4号' },
  ],
  [
    '新疆 伊犁州 伊宁市 测试路3号',
    {
      province: '新疆维吾尔自治区',
      city: '伊犁哈萨克自治州',
      district: '伊宁市',
      street: '测试路3号',
    },
  ],
  [
    '杭州市西湖区测试路5号',
    { province: '浙江省', city: '杭州市', district: '西湖区', street: '测试路5号' },
  ],
  ['1 Test Street, London', { street: '1 Test Street, London' }],
  ['', {}],
])('%s is split by the longest known names', (text, expected) => {
  expect(splitAddress(text)).toEqual(expected);
});

test('words tell a workplace from a home, and nothing is guessed without them', () => {
  expect(addressKind('测试路1号某某大厦3楼')).toBe('company');
  expect(addressKind('测试花园小区3号楼')).toBe('home');
  expect(addressKind('1 Test Street', 'Example GmbH')).toBe('company');
  expect(addressKind('1 Test Street')).toBeUndefined();
});

test('provinces have their full names and a climate', () => {
  expect(provinceName('内蒙古')).toBe('内蒙古自治区');
  expect(climateZone('内蒙古自治区')).toBe('severe_cold');
  expect(climateZone('广东省')).toBe('hot_summer_warm_winter');
  expect(climateZone('Kent')).toBeUndefined();
});

test.each([
  ['138 0000 0001', 'CN', { e164: '+8613800000001' }],
  ['86-13800000001', 'CN', { e164: '+8613800000001' }],
  ['07700 900123', 'GB', { e164: '+447700900123' }],
  ['+33 6 00 00 00 01', 'CN', { e164: '+33600000001' }],
  ['138****0001', 'CN', { masked: '138****0001' }],
  ['##abc##', 'CN', {}],
  ['not a phone', 'CN', {}],
])('the phone %s in %s', (text, country, expected) => {
  expect(readPhone(text, country)).toEqual(expected);
});
