import { aliyun } from './aliyun/index.ts';
import { exportList, print } from './by-hand/index.ts';
import { mailbox } from './mailbox/index.ts';
import { smtp } from './smtp/index.ts';
import { tencent } from './tencent/index.ts';
import { twilio } from './twilio/index.ts';
import type { Vendor } from './types.ts';
import { webhook } from './webhook/index.ts';
import { wecom, wecomRobot } from './wecom/index.ts';

const ALL = [
  mailbox,
  smtp,
  aliyun,
  tencent,
  twilio,
  wecom,
  wecomRobot,
  webhook,
  exportList,
  print,
] as Vendor[];

/** Every vendor by its name, which `channel.vendor` holds. */
export const VENDORS: Record<string, Vendor> = Object.fromEntries(
  ALL.map((vendor) => [vendor.name, vendor]),
);
