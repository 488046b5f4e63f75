import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { openNetwork, type NetworkOptions } from './network.js';

const asking = (remoteAddress: string, forwarded?: string, authorized?: boolean): IncomingMessage =>
  ({
    socket: { remoteAddress, authorized },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

function network(rules: Partial<NetworkOptions['rules']> = {}, about: Partial<NetworkOptions> = {}) {
  return openNetwork({
    rules: { allow: ['10.0.0.0/8', '2001:db8::/32'], clientCertificate: 'off', ...rules },
    trustedProxies: ['192.0.2.0/24'],
    thisMachine: false,
    ...about,
  });
}
const admits = (request: IncomingMessage, by = network()): boolean => {
  try {
    by.admit(request);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'NETWORK_NOT_ALLOWED' });
    return false;
  }
};

describe('R6 the allow-list', () => {
  test.each([
    ['10.255.0.1', true],
    ['::ffff:10.0.0.1', true],
    ['2001:db8::7', true],
    ['11.0.0.1', false],
    ['::ffff:11.0.0.1', false],
    ['2001:db9::7', false],
    ['127.0.0.1', false],
    ['', false],
  ])('of %s says %s', (address, admitted) => {
    expect(admits(asking(address))).toBe(admitted);
  });

  test('believes what a peer says of its address only of a proxy that is trusted', () => {
    expect(admits(asking('11.0.0.1', '10.0.0.1'))).toBe(false);
    expect(admits(asking('192.0.2.1', '10.0.0.1'))).toBe(true);
    expect(admits(asking('192.0.2.1', '11.0.0.1'))).toBe(false);
  });

  test('takes of a chain of hops the last that no trusted proxy wrote of another', () => {
    expect(network().addressOf(asking('192.0.2.1', '10.0.0.9, 11.0.0.1'))).toBe('11.0.0.1');
    expect(network().addressOf(asking('192.0.2.1', '10.0.0.9, 11.0.0.1, 192.0.2.7'))).toBe('11.0.0.1');
    expect(admits(asking('192.0.2.1', '10.0.0.9, 11.0.0.1, 192.0.2.7'))).toBe(false);
    expect(admits(asking('192.0.2.1', '10.0.0.9, nonsense'))).toBe(false);
    expect(admits(asking('192.0.2.1'))).toBe(false);
  });

  test('lets this machine in while developing only', () => {
    expect(admits(asking('127.0.0.1'), network({}, { thisMachine: true }))).toBe(true);
    expect(admits(asking('::1'), network({}, { thisMachine: true }))).toBe(true);
    expect(admits(asking('11.0.0.1'), network({}, { thisMachine: true }))).toBe(false);
  });

  test('that names nothing lets everybody in', () => {
    expect(admits(asking('11.0.0.1'), network({ allow: [] }))).toBe(true);
  });
});

describe('R6 a client certificate', () => {
  test('is needed beside the range, or instead of it', () => {
    const beside = network({ clientCertificate: 'beside' });
    expect(admits(asking('10.0.0.1', undefined, true), beside)).toBe(true);
    expect(admits(asking('10.0.0.1', undefined, false), beside)).toBe(false);
    expect(admits(asking('11.0.0.1', undefined, true), beside)).toBe(false);
    const instead = network({ clientCertificate: 'instead' });
    expect(admits(asking('11.0.0.1', undefined, true), instead)).toBe(true);
    expect(admits(asking('10.0.0.1'), instead)).toBe(false);
  });
});
