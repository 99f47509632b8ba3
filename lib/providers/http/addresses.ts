import { BlockList, isIP } from 'node:net';

const linkLocal = listOf(['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::/32']);

/** Networks that are not the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry and its twin for IPv6. */
const notPublic = listOf([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  // The last three reach IPv4 through IPv6, translated and 6to4; mapped addresses the list takes for IPv4 by itself.
  ...['::/128', '::1/128', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8', '100::/64', '2001::/23', '2001:db8::/32'],
  ...['64:ff9b::/96', '64:ff9b:1::/48', '2002::/16'],
]);

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/');
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

const contains = (list: BlockList, address: string) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
const isNetwork = (entry: string) => entry.includes('/');

/**
 * Which addresses may be connected to: all public ones, and of the others those that the operator lists, by the name
 * of the host or as a network. Link-local ones, where clouds keep credentials, only as a network.
 */
export function createAddressPolicy(privateHosts: readonly string[]) {
  const hosts = new Set(privateHosts.filter((entry) => !isNetwork(entry)).map((entry) => entry.toLowerCase()));
  const networks = listOf(privateHosts.filter(isNetwork));
  return {
    isListed: (host: string): boolean =>
      hosts.has(host.toLowerCase()) || (isIP(host) !== 0 && contains(networks, host)),
    allows: (host: string, address: string): boolean => {
      if (isIP(address) === 0) return false;
      if (!contains(notPublic, address) || contains(networks, address)) return true;
      return hosts.has(host.toLowerCase()) && !contains(linkLocal, address);
    },
  };
}

export type AddressPolicy = ReturnType<typeof createAddressPolicy>;
