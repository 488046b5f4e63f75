/** R6: from where the record can be reached at all. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { RecordError } from '../../schema/errors.js';
import type { Profile } from '../../schema/profile.js';

export interface Network {
  /** Address of whoever asks: of the peer, or what a trusted proxy says it is; undefined when that cannot be read. */
  addressOf(request: IncomingMessage): string | undefined;
  /** @throws RecordError NETWORK_NOT_ALLOWED */
  admit(request: IncomingMessage): void;
}

export interface NetworkOptions {
  readonly rules: Profile['network'];
  /** CIDR ranges of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Whether this machine may always ask: in development, never in production. */
  readonly thisMachine: boolean;
}

export function openNetwork({ rules, trustedProxies, thisMachine }: NetworkOptions): Network {
  const allowed = ranges(rules.allow);
  const proxies = ranges(trustedProxies);
  const loopback = ranges(['127.0.0.0/8', '::1/128']);

  function addressOf(request: IncomingMessage): string | undefined {
    let address = plain(request.socket.remoteAddress ?? '');
    if (address === undefined || !contains(proxies, address)) return address;
    // Every proxy adds whom it got the request from at the end: what stands before the first that is not ours, anybody may have written.
    const hops = String(request.headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((hop) => hop.trim())
      .filter((hop) => hop !== '');
    for (const hop of hops.toReversed()) {
      address = plain(hop);
      if (address === undefined || !contains(proxies, address)) return address;
    }
    return address;
  }

  return {
    addressOf,
    admit(request) {
      const { clientCertificate, allow } = rules;
      if (clientCertificate !== 'off' && (request.socket as TLSSocket).authorized !== true) {
        throw new RecordError('NETWORK_NOT_ALLOWED', { detail: 'no client certificate that is accepted' });
      }
      if (clientCertificate === 'instead' || allow.length === 0) return;
      const address = addressOf(request);
      if (address !== undefined && contains(allowed, address)) return;
      if (thisMachine && address !== undefined && contains(loopback, address)) return;
      throw new RecordError('NETWORK_NOT_ALLOWED', { detail: 'the address is not in an allowed range' });
    },
  };
}

function ranges(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address, bits] = cidr.split('/');
    const family = isIPv6(address ?? '') ? 'ipv6' : 'ipv4';
    list.addSubnet(address!, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}

/** An IPv4 address that arrives as IPv6 (`::ffff:10.0.0.1`) is that IPv4 address; what is no address is none. */
function plain(text: string): string | undefined {
  const address = text.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  return isIP(address) === 0 ? undefined : address;
}

const contains = (list: BlockList, address: string): boolean => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
