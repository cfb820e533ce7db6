/** A person's picture: their initials on their colour. */
export function avatar(name: string, colour: string): string {
  const initials = name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72" width="72" height="72">
<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${colour}" stop-opacity=".82"/><stop offset="1" stop-color="${colour}"/></linearGradient></defs>
<rect width="72" height="72" fill="#fff"/><rect width="72" height="72" fill="url(#g)"/>
<text x="36" y="37" fill="#fff" font-family="system-ui, sans-serif" font-size="28" font-weight="600" text-anchor="middle" dominant-baseline="central">${inert(initials)}</text></svg>`
}

function inert(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
