import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
// Fonts of our own: with the system's, a machine that has none drops every word without a sign.
const fontFiles = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'].map((file) =>
  require.resolve(`@expo-google-fonts/inter/${file}`),
)
const SCALE = 3

/** An SVG as a PNG, sharp on a phone too. */
export async function png(svg: string): Promise<Buffer> {
  return (await rasterise(svg)).asPng()
}

/** Its pixels, four bytes each; made beside the event loop. */
export async function rasterise(svg: string) {
  const { renderAsync } = await import('@resvg/resvg-js')
  return renderAsync(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Inter' },
  })
}
