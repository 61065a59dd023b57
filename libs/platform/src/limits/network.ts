const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const GROUPS = 8;
const GROUPS_OF_NETWORK = 4;

/** Whom an address stands for: of IPv6 its /64, since whoever has one address there has 2^64 of them (RFC 4291). */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [, mapped] = MAPPED_IPV4.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  const [before, after] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const known = (before?.length ?? 0) + (after?.length ?? 0);
  const zeros = Array.from({ length: Math.max(GROUPS - known, 0) }, () => '0');
  return [...(before ?? []), ...zeros, ...(after ?? [])].slice(0, GROUPS_OF_NETWORK).join(':');
}
