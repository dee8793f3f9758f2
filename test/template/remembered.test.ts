import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { openCatalog } from '../../src/catalog/catalog.ts'
import { templateWordsOf } from '../../src/detect/template-words.ts'
import { LAYOUT, type ScanModule } from '../../src/scan/module.ts'
import { createSimdScanner } from '../../src/scan/simd-scanner.ts'
import { compile } from '../../src/scan/webassembly.ts'
import type { ByTemplate } from '../../src/template/by-template.ts'
import { createSimdByTemplate } from '../../src/template/simd-by-template.ts'

const words = templateWordsOf(openCatalog())
const wasm = compile(readFileSync(new URL('../../dist/scan/scan.wasm', import.meta.url)))

const MOST = LAYOUT.mostTemplates

/** A line of another template for each number: words that stay stand in it another number of times. */
const lineOf = (set: string, number: number): string =>
  `${set} code ${'error '.repeat(number % 64)}${'code '.repeat(Math.floor(number / 64))}`

describe('when there are more templates than room', () => {
  let byTemplate: ByTemplate<{ template: string }>
  let made = 0
  beforeEach(() => {
    made = 0
    byTemplate = createSimdByTemplate(createSimdScanner(() => [], wasm).module as ScanModule, words, (template) => {
      made++
      return { template }
    })
  })

  /** Meets each of so many lines, twice in a row, so that it is known from then on if there is room; answers how many were made. */
  const meet = (set: string, count: number, rounds = 1): number => {
    const before = made
    for (let round = 0; round < rounds; round++)
      for (let number = 0; number < count; number++) for (const _ of [1, 2]) byTemplate.of(lineOf(set, number))
    return made - before
  }

  test('the lines have so many templates', () => {
    expect(new Set(Array.from({ length: 2 * MOST }, (_, number) => byTemplate.of(lineOf('error', number)).template)).size).toBe(2 * MOST)
  })

  test('those that lines still have keep it', () => {
    meet('error', MOST)
    expect(meet('error', MOST)).toBe(0)
    // As many again take turns with them: of every two lines one is known.
    for (let number = 0; number < 4 * MOST; number++) {
      byTemplate.of(lineOf('error', number % MOST))
      byTemplate.of(lineOf('message', number % MOST))
    }
    expect(meet('error', MOST)).toBe(0)
  })

  test('those that no line has any more make room', () => {
    meet('error', MOST)
    meet('message', MOST, 4)
    expect(meet('message', MOST)).toBe(0)
  })
})

describe('what is let go', () => {
  const open = () => {
    const made: string[] = []
    const byTemplate = createSimdByTemplate(createSimdScanner(() => [], wasm).module as ScanModule, words, (template) => {
      made.push(template)
      return { template }
    })
    return { byTemplate, made }
  }

  test('is made anew when it is asked for again, with its own template, and stays from then on', () => {
    const { byTemplate, made } = open()
    const first = byTemplate.of('error code 1 in message')
    const number = byTemplate.last
    expect(number).toBeGreaterThanOrEqual(0)
    byTemplate.of('another line')
    byTemplate.letGo(number)
    const again = byTemplate.of('error code 1 in message')
    expect(byTemplate.last).toBe(number)
    expect(again).toEqual(first)
    expect(again).not.toBe(first)
    byTemplate.letGo(number)
    expect(byTemplate.of('error code 1 in message')).toBe(again)
    expect(made).toHaveLength(3)
  })

  test('does not take what others know with it', () => {
    const { byTemplate, made } = open()
    const lines = Array.from({ length: 20 }, (_, number) => lineOf('error', number))
    const known = lines.map((line) => byTemplate.of(line))
    byTemplate.of(lines[7] as string)
    byTemplate.letGo(byTemplate.last)
    expect(lines.map((line, number) => byTemplate.of(line) === known[number])).toEqual(lines.map((_, number) => number !== 7))
    expect(made).toHaveLength(lines.length + 1)
  })
})
