import { BlockList, isIP } from 'node:net';

/** What is not the public internet: IANA's special-purpose registries for IPv4 and IPv6. */
const PRIVATE_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10', // carrier-grade NAT; also where cloud providers put their metadata
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
const PUBLIC_6 = '2000::/3';
const PRIVATE_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

function list(networks: string[], family: 'ipv4' | 'ipv6'): BlockList {
  const found = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    found.addSubnet(address, Number(bits), family);
  }
  return found;
}
const private4 = list(PRIVATE_4, 'ipv4');
const public6 = list([PUBLIC_6], 'ipv6');
const private6 = list(PRIVATE_6, 'ipv6');

/** The eight groups of an IPv6 address; a dotted tail counts as two. */
function groups(address: string): number[] {
  const plain = address
    .replace(/%.*$/, '')
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) =>
      [+a * 256 + +b, +c * 256 + +d].map((group) => group.toString(16)).join(':'),
    );
  const [head = '', tail] = plain.split('::');
  const numbers = (part: string) =>
    part ? part.split(':').map((g) => Number.parseInt(g, 16)) : [];
  const left = numbers(head);
  if (tail === undefined) return left;
  const right = numbers(tail);
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

/** The IPv4 address inside `::ffff:a.b.c.d` (mapped) or `64:ff9b::a.b.c.d` (NAT64). */
function inside(address: string): string | undefined {
  const all = groups(address);
  const prefix = all.slice(0, 6).join(':');
  if (prefix !== '0:0:0:0:0:65535' && prefix !== '100:65435:0:0:0:0') return undefined;
  const [high = 0, low = 0] = all.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** Whether an address belongs to the public internet: not this machine, this house or a reserved range. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !private4.check(address, 'ipv4');
  if (family !== 6) return false;
  const mapped = inside(address);
  if (mapped) return !private4.check(mapped, 'ipv4');
  const plain = address.replace(/%.*$/, '');
  return public6.check(plain, 'ipv6') && !private6.check(plain, 'ipv6');
}
