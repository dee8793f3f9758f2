// Small words of the module's sources: comparisons and conditions on numbers.
import { i32, local } from './assembler.js'
import { KINDS } from './layout.js'

export const c32 = i32.const
export const is = (value, ...others) => others.map((other) => i32.eq(value, c32(other))).reduce((a, b) => i32.or(a, b))
export const both = (...conditions) => conditions.reduce((a, b) => i32.and(a, b))
export const any = (...conditions) => conditions.reduce((a, b) => i32.or(a, b))
export const not = i32.eqz
export const has = (value, flag) => i32.ne(i32.and(value, c32(flag)), c32(0))
export const add = (variable, by) => variable.set(i32.add(variable.get, typeof by === 'number' ? c32(by) : by))

const DOLLAR = 0x24

/** [0-9A-Za-z_] */
export const isWord = (byte) => both(i32.ne(i32.load8(byte, KINDS), c32(0)), i32.ne(byte, c32(DOLLAR)))

export const isDigit = (byte) => i32.ltU(i32.sub(byte, c32(0x30)), c32(10))

/** A function: `parameters` and `locals` are names with their types; `write` gets them as places for values. */
export const define = (name, parameters, results, locals, write) => {
  const types = [...Object.values(parameters), ...Object.values(locals)]
  const values = Object.fromEntries([...Object.keys(parameters), ...Object.keys(locals)].map((key, index) => [key, local(index)]))
  return {
    name,
    parameters: Object.values(parameters),
    results,
    locals: types.slice(Object.keys(parameters).length),
    body: write(values).flat(Number.POSITIVE_INFINITY),
  }
}
