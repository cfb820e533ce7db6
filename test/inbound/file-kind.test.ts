import { expect, test } from 'vitest'
import { endingOf, isSvg, pictureKind } from '../../src/inbound/file-kind.ts'

test.each([
  ['OggS\0\0', 'audio', undefined, 'ogg'],
  ['ID3\x04', 'audio', undefined, 'mp3'],
  ['\0\0\0\x20ftypM4A ', 'audio', undefined, 'm4a'],
  ['\0\0\0\x20ftypisom', 'video', undefined, 'mp4'],
  ['#!AMR\n', 'audio', undefined, 'amr'],
  ['%PDF-1.7', 'file', undefined, 'pdf'],
  ['PK\x03\x04', 'file', 'Invoice 7.DOCX', 'docx'],
  ['anything', 'audio', undefined, 'ogg'],
  ['', 'file', 'no ending', 'bin'],
] as const)('a file that begins with %j, a %s named %s, ends in .%4$s', (beginning, type, name, ending) => {
  expect(endingOf(Buffer.from(beginning, 'latin1'), { type, ...(name ? { name } : {}) })).toBe(ending)
})

const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex')

test.each([
  ['89504e470d0a1a0a0000', 'png'],
  ['ffd8ffe000104a464946', 'jpg'],
  [hex('GIF89a..'), 'gif'],
  [hex('RIFF....WEBPVP8 '), 'webp'],
  [hex('RIFF....WAVEfmt '), undefined],
  [hex('\0\0\0\x1cftypavif'), 'avif'],
  [hex('\0\0\0\x18ftypheic'), 'heic'],
  [hex('\0\0\0\x18ftypmif1'), 'heic'],
  [hex('\0\0\0\x18ftypisom'), undefined],
  [hex('BM\x36\0\x0c\0\0\0\0\0'), 'bmp'],
  [hex('BMW drivers write text.'), undefined],
  [hex('II*\0'), 'tiff'],
  [hex('MM\0*'), 'tiff'],
  [hex('<svg xmlns="http://www.w3.org/2000/svg">'), undefined],
  [hex('<html><img src=x onerror=alert(1)>'), undefined],
  ['', undefined],
])('a picture whose bytes begin with %s is %s', (bytes, kind) => {
  expect(pictureKind(Buffer.from(bytes, 'hex'))).toBe(kind)
})

test.each([
  ['<svg xmlns="http://www.w3.org/2000/svg">', 'plan.pdf', true],
  ['\uFEFF <?xml version="1.0"?><!-- a plan --><svg >', undefined, true],
  ['\x1f\x8b', 'plan.SVGZ', true],
  ['<html><p>What is an svg?', 'page.html', false],
  ['How to write <svg> by hand', 'notes.txt', false],
  ['PK', 'invoice.svg.', true],
  ['PK', 'invoice.svg \0', true],
  ['PK', 'invoice.svg.pdf', false],
  ['<s:svg xmlns:s="http://www.w3.org/2000/svg">', 'a.txt', true],
  ['<svg/onload=alert(1)>', 'a.txt', true],
  [`<!--${'a'.repeat(5000)}--><?x ${'a'.repeat(5000)}?> <svg>`, 'a.xml', true],
  [`<!--${'a'.repeat(70_000)}--><svg>`, 'a.xml', true],
  [`<?xml version="1.0"?><!DOCTYPE svg [${' '.repeat(70_000)}]><svg>`, 'a.xml', true],
  [`<!doctype html><p>${'a'.repeat(70_000)}`, 'page.html', false],
  ['<!-- <svg> --><feed>', 'a.xml', false],
  [`<!DOCTYPE html><style>${'a'.repeat(5000)}</style><svg class="icon">`, 'page.html', false],
  [
    `<?xml version="1.0"?><!DOCTYPE score "-//Recordare" "x.dtd"><!-- 1 --><score>${'a'.repeat(70_000)}`,
    'a.xml',
    false,
  ],
  ['<!DOCTYPE svg [<!ENTITY a "]>">]><svg>', 'a.xml', true],
  ['<!DOCTYPE any [<!ENTITY a "b">] ><!-- --><svg>', 'a.xml', true],
  [`<3 ${'and so on '.repeat(7000)}`, 'letter.txt', false],
])(
  'an SVG is known by its name or beginning, in whatever letters, and nothing else is taken for one: %#',
  (beginning, name, is) => {
    expect(isSvg(Buffer.from(beginning), name)).toBe(is)
    const little = Buffer.from(`\uFEFF${beginning}`, 'utf16le')
    expect(isSvg(little, name)).toBe(is)
    expect(isSvg(Buffer.from(little).swap16(), name)).toBe(is)
    expect(isSvg(little.subarray(2), name)).toBe(is)
  },
)
