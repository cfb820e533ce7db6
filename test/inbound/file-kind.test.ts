import { expect, test } from 'vitest'
import { endingOf } from '../../src/inbound/file-kind.ts'

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
