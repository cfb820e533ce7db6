const frame = (sky: string, drawing: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" width="640" height="400"><rect width="640" height="400" fill="${sky}"/>${drawing}</svg>`

const mug = (x: number, colour: string, shade: string) =>
  `<g transform="translate(${x} 150)"><path d="M92 40h26a30 30 0 0 1 0 60H88" fill="none" stroke="${shade}" stroke-width="14"/><rect width="100" height="140" rx="16" fill="${colour}"/><path d="M0 100h100v24a16 16 0 0 1-16 16H16a16 16 0 0 1-16-16z" fill="${shade}"/></g>`

const table =
  '<rect y="290" width="640" height="110" fill="#e4d8c8"/><rect y="290" width="640" height="6" fill="#d2c2ac"/>'

/** What Lumen and its customers show: drawn here, so that no picture is fetched from elsewhere. */
export const pictures: Record<string, string> = {
  mug: frame(
    '#f3ede4',
    `${table}${mug(90, '#d9c7a7', '#bfa97f')}${mug(262, '#7d8f69', '#647453')}${mug(434, '#5b7fa6', '#45658a')}`,
  ),
  lamp: frame(
    '#2c3042',
    '<circle cx="320" cy="170" r="160" fill="#ffd98a" opacity=".12"/><circle cx="320" cy="170" r="105" fill="#ffd98a" opacity=".2"/><path d="M240 200 276 90h88l36 110z" fill="#ffe6b0"/><rect x="312" y="200" width="16" height="110" fill="#b08d57"/><rect x="262" y="306" width="116" height="16" rx="8" fill="#8d6f42"/><rect y="320" width="640" height="80" fill="#1f2230"/>',
  ),
  parcel: frame(
    '#e7edf3',
    '<rect y="310" width="640" height="90" fill="#cfd9e3"/><rect x="210" y="150" width="220" height="170" rx="6" fill="#c99a62"/><rect x="300" y="150" width="40" height="170" fill="#b58347"/><path d="M210 150h220l-22-34H232z" fill="#d9ae79"/><rect x="230" y="262" width="56" height="38" fill="#fff" opacity=".8"/>',
  ),
  'cracked-lamp': frame(
    '#efe7e2',
    `${table}<path d="M240 220 276 110h88l36 110z" fill="#6f93bd"/><path d="m318 110 14 34-20 22 24 54" fill="none" stroke="#20324a" stroke-width="5"/><rect x="312" y="220" width="16" height="80" fill="#b08d57"/><rect x="262" y="296" width="116" height="16" rx="8" fill="#8d6f42"/>`,
  ),
}
