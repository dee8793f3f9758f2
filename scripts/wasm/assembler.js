// A WebAssembly assembler for one small module: each instruction is a function that takes its operands' bytes and
// answers its own, so that an expression reads as in the text format and repeated parts are plain functions.

const TYPES = { i32: 0x7f, i64: 0x7e, v128: 0x7b }
const VOID = 0x40
const SIMD = 0xfd

/** LEB128 of an unsigned number. */
const unsigned = (value) => {
  const bytes = []
  for (let rest = value; ; ) {
    const low = rest & 0x7f
    rest >>>= 7
    bytes.push(rest === 0 ? low : low | 0x80)
    if (rest === 0) return bytes
  }
}

/** LEB128 of a signed number. */
const signed = (value) => {
  const bytes = []
  for (let rest = BigInt(value); ; ) {
    const low = Number(rest & 0x7fn)
    rest >>= 7n
    const isLast = (rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0)
    bytes.push(isLast ? low : low | 0x80)
    if (isLast) return bytes
  }
}

/** Instructions in one list, however deep they are nested. */
const flat = (parts) => parts.flat(Number.POSITIVE_INFINITY)

const text = (word) => [...unsigned(word.length), ...Buffer.from(word)]
const list = (items) => [...unsigned(items.length), ...items.flat()]
const section = (id, items) => [id, ...unsigned(list(items).length), ...list(items)]

const plain = (...opcode) => (...operands) => [...operands.flat(), ...opcode] // biome-ignore format: one step
const simd = (opcode) => plain(SIMD, ...unsigned(opcode))
const load = (...opcode) => (place, offset = 0) => [...place, ...opcode, 0, ...unsigned(offset)] // biome-ignore format: one step
const store = (...opcode) => (place, value, offset = 0) => [...place, ...value, ...opcode, 0, ...unsigned(offset)] // biome-ignore format: one step

export const i32 = {
  const: (value) => [0x41, ...signed(BigInt.asIntN(32, BigInt(value)))],
  load: load(0x28),
  load8: load(0x2d),
  load16: load(0x2f),
  store: store(0x36),
  store8: store(0x3a),
  store16: store(0x3b),
  clz: plain(0x67),
  ctz: plain(0x68),
  popcnt: plain(0x69),
  eqz: plain(0x45),
  eq: plain(0x46),
  ne: plain(0x47),
  ltU: plain(0x49),
  gtS: plain(0x4a),
  gtU: plain(0x4b),
  leU: plain(0x4d),
  geU: plain(0x4f),
  add: plain(0x6a),
  sub: plain(0x6b),
  mul: plain(0x6c),
  and: plain(0x71),
  or: plain(0x72),
  xor: plain(0x73),
  shl: plain(0x74),
  shrU: plain(0x76),
  wrap: plain(0xa7),
}

export const i64 = {
  const: (value) => [0x42, ...signed(BigInt.asIntN(64, BigInt(value)))],
  load: load(0x29),
  store: store(0x37),
  eqz: plain(0x50),
  eq: plain(0x51),
  ne: plain(0x52),
  ctz: plain(0x7a),
  popcnt: plain(0x7b),
  add: plain(0x7c),
  sub: plain(0x7d),
  mul: plain(0x7e),
  and: plain(0x83),
  or: plain(0x84),
  xor: plain(0x85),
  shl: plain(0x86),
  shrU: plain(0x88),
  extend: plain(0xad),
}

export const v128 = {
  load: load(SIMD, 0),
  store: store(SIMD, 11),
  and: simd(78),
  or: simd(80),
  anyTrue: simd(83),
  /** sixteen times the same byte */
  bytes: (value) => [SIMD, 12, ...new Array(16).fill(value)],
  /** the bytes of the first at the places that those of the second say */
  swizzle: simd(14),
  constant: (bytes) => [SIMD, 12, ...bytes],
  /** all bits moved in pairs of bytes: those of one go over to the other */
  shl: simd(139),
  shrU: simd(141),
  addBytes: simd(110),
  eq: simd(35),
  ltS: simd(37),
  ltU: simd(38),
  gtS: simd(39),
  geU: simd(44),
  bitmask: simd(100),
}

export const memory = { copy: (to, from, length) => [...to, ...from, ...length, 0xfc, 0x0a, 0, 0] }

/** A place for a value, in a function or in the module. */
const variable = (get, set, index) => ({ get: [get, ...unsigned(index)], set: (...value) => [...value.flat(), set, ...unsigned(index)] })

export const local = (index) => variable(0x20, 0x21, index)
export const global = (index) => variable(0x23, 0x24, index)
/** The same for four bytes of the memory, for a value that is seldom asked for: in a local it would take a register. */
export const cell = (place) => ({ get: i32.load(i32.const(0), place), set: (...value) => i32.store(i32.const(0), value.flat(), place) })
export const call = (index, ...operands) => [...operands.flat(), 0x10, ...unsigned(index)]

export const block = (...body) => [0x02, VOID, ...flat(body), 0x0b]
export const loop = (...body) => [0x03, VOID, ...flat(body), 0x0b]
/** Goes to the end of a block or the start of a loop, `depth` of them around the instruction. */
export const branch = (depth) => [0x0c, ...unsigned(depth)]
export const branchIf = (depth, condition) => [...condition, 0x0d, ...unsigned(depth)]
export const when = (condition, ...body) => [...condition, 0x04, VOID, ...flat(body), 0x0b]
export const whether = (condition, then, otherwise) => [...condition, 0x04, VOID, ...flat(then), 0x05, ...flat(otherwise), 0x0b]
/** The first value where the condition holds, else the second; both are worked out. */
export const either = (first, second, condition) => [...first, ...second, ...condition, 0x1b]
/** Goes on as long as the condition holds; `branch(1)` in the body leaves, where it stands in no further block. */
export const repeat = (condition, ...body) => block(loop(branchIf(1, i32.eqz(condition)), ...body, branch(0)))
/** Works a value out and does without it. */
export const drop = (value) => [...value, 0x1a]
export const back = (value) => [...value, 0x0f]

/**
 * One module with a memory, all of whose functions are exported.
 *
 * @param {{ pages: number, data: [place: number, bytes: number[]][], globals: [type: string, value: number][], functions: { name: string, parameters: string[], results: string[], locals: string[], body: number[] }[] }} parts
 * @returns {Uint8Array}
 */
export const assemble = ({ pages, data, globals, functions }) => {
  const types = (names) => list(names.map((name) => [TYPES[name]]))
  const codes = functions.map(({ locals, body }) => {
    const code = [...list(locals.map((name) => [1, TYPES[name]])), ...body, 0x0b]
    return [...unsigned(code.length), ...code]
  })
  const exports = [[...text('memory'), 2, 0], ...functions.map(({ name }, index) => [...text(name), 0, ...unsigned(index)])]
  const starts = globals.map(([type, value]) => [TYPES[type], 1, ...(type === 'i32' ? i32 : i64).const(value), 0x0b])
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // \0asm, version 1
    ...section(1, functions.map(({ parameters, results }) => [0x60, ...types(parameters), ...types(results)])),
    ...section(3, functions.map((_, index) => unsigned(index))),
    ...section(5, [[0, ...unsigned(pages)]]),
    ...section(6, starts),
    ...section(7, exports),
    ...section(10, codes),
    ...section(11, data.map(([place, bytes]) => [0, ...i32.const(place), 0x0b, ...unsigned(bytes.length), ...bytes])),
  ]) // biome-ignore format: the parts of a module
}
