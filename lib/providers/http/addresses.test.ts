import { describe, expect, it } from 'vitest';
import { createAddressPolicy } from './addresses.ts';

const open = createAddressPolicy([]);

describe('an address', () => {
  it.each(['93.184.215.14', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
    'of the public internet may be connected to: %s',
    (address) => {
      expect(open.allows('example.com', address)).toBe(true);
    },
  );

  it.each([
    ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
    ...['169.254.169.254', '169.254.170.2', '224.0.0.1', '255.255.255.255', '198.18.0.1'],
    ...['::1', '::', 'fe80::1', 'fd00:ec2::254', 'fc00::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe'],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', 'not an address', ''],
  ])('that is not may not: %s', (address) => {
    expect(open.allows('example.com', address)).toBe(false);
  });
});

describe('what the operator lists', () => {
  const policy = createAddressPolicy(['models.internal', '10.1.0.0/16', 'fd12::/16']);

  it('by name may resolve to a private address, and no other name to the same', () => {
    expect(policy.allows('Models.Internal', '192.168.1.5')).toBe(true);
    expect(policy.allows('other.internal', '192.168.1.5')).toBe(false);
  });

  it('by name still may not resolve to where clouds keep credentials', () => {
    expect(policy.allows('models.internal', '169.254.169.254')).toBe(false);
    expect(policy.allows('models.internal', 'fd00:ec2::254')).toBe(false);
  });

  it('as a network may be reached under any name', () => {
    expect(policy.allows('any.example', '10.1.200.3')).toBe(true);
    expect(policy.allows('any.example', '10.2.0.1')).toBe(false);
    expect(policy.allows('any.example', 'fd12::5')).toBe(true);
    expect([policy.isListed('10.1.0.9'), policy.isListed('10.2.0.9')]).toEqual([true, false]);
  });
});
