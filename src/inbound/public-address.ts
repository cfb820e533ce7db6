import { BlockList, isIP } from 'node:net'

// https://www.iana.org/assignments/iana-ipv4-special-registry and its sibling for IPv6.
const special = new BlockList()
for (const subnet of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
])
  add(special, subnet, 'ipv4')
for (const subnet of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) add(special, subnet, 'ipv6')

const global = new BlockList()
add(global, '2000::/3', 'ipv6')

/** Whether an address belongs to the open internet: not to this machine, its network, or anything that leads there in disguise. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4')
    case 6:
      return global.check(address, 'ipv6') && !special.check(address, 'ipv6')
    default:
      return false
  }
}

function add(list: BlockList, subnet: string, family: 'ipv4' | 'ipv6') {
  const [address = '', bits] = subnet.split('/')
  list.addSubnet(address, Number(bits), family)
}
