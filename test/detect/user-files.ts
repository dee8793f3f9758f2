import type { Detection, ProviderFile, Row } from '../../src/catalog/types.ts'

// Files of users that have something to do with the built-in catalog, each in another way.

const row = (code: string, more: Partial<Row> = {}): Row => ({
  code,
  category: 'quota',
  description: { en: 'Full', zh: '满' },
  sources: [{ document: 'manual' }],
  ...more,
})

const file = (id: string, detection: Detection, codes: Row[], more: Partial<ProviderFile> = {}): ProviderFile => ({
  id,
  title: { en: 'Shelf', zh: '货架' },
  documents: { manual: { title: 'Manual' } },
  detection,
  codes,
  ...more,
})

const plain = file('shelf-store', { keys: [{ key: 'shelf_code' }], signs: [{ text: 'shelfstore.example', kind: 'host', weight: 3 }] }, [
  row('77010001', { symbol: 'SHELF_IS_FULL', aliases: ['ShelfFull'] }),
  row('7702'),
  row('SHELF_9_BROKEN'),
  row('Shelf9'),
  row('shelfBusy'),
  row('OFF'),
  row('All_is_well', { category: 'ok' }),
  row('77010009', { category: 'ok' }),
])

const ownSigns = file(
  'sign-store',
  {
    keys: [
      { key: 'code', weight: 1 },
      { key: 'status' },
      { key: 'shelf code', weight: 2, type: 'number' },
      { key: 'request error code' },
      { key: '货架码' },
      { key: '()' },
      { key: 'sc' },
      { key: 'message' },
    ],
    shapes: ['88<digit:4>', 'SHF<upper:4>'],
    fieldSets: [{ fields: { 'my error': '*', shelf_ticket: 'SHELF-<digit:6>' }, keys: ['code'], weight: 3 }],
    fieldSigns: [{ key: 'x-shelf error code', value: '<hex:16>' }],
    signs: [{ text: 'Shelf-Agent/<digit:1-3>' }, { text: 'code' }, { text: 'x-amz-request-id', kind: 'header' }, { text: 'upyun.com' }],
    vetoes: [
      { fields: ['not my code', 'shelf_no'], reason: 'another' },
      { signs: ['othershelf.example'], reason: 'another' },
    ],
  },
  [row('990011'), row('99001'), row('lowercase_word'), row('Mixed_Word')],
)

// Before `code` nothing stands any more that makes it part of another key, and something else does.
const uncovering = file(
  'cover-store',
  { keys: [{ key: 'code' }, { key: 'status code' }], vetoes: [{ fields: ['cover code'], reason: 'another' }] },
  [row('880011')],
)

const anyValue = file('any-store', { keys: [{ key: 'error_code' }, { key: 'any_code' }], shapes: ['*'] }, [row('1')])

const colliding = file('twin-store', { keys: [{ key: 'error_code' }, { key: 'errno' }] }, [
  row('31066', { symbol: 'NoSuchKey' }),
  row('AccessDenied', { aliases: ['SlowDown', 'Twin_Denied'] }),
  row('40100005'),
  row('Busy'),
  row('ok'),
])

const member = file('shelf-s3', { signs: [{ text: 's3.shelf.example', weight: 3 }] }, [row('NoSuchKey'), row('ShelfNoSuchKey')], {
  family: 's3-compatible',
})

const many = file(
  'many-store',
  { keys: [{ key: 'many_code' }] },
  Array.from({ length: 6000 }, (_, i) =>
    row(i % 2 === 0 ? String(66_000_000 + i) : `MANY_${((i * 2654435761) >>> 0).toString(36).toUpperCase()}`),
  ),
)

/** Files that add providers and change none of ours. */
export const ADDING: [what: string, files: ProviderFile[]][] = [
  ['a new provider', [plain]],
  ['keys, signs, forms and vetoes of its own', [ownSigns]],
  ['keys of several words', [uncovering]],
  ['keys with values of any form', [anyValue]],
  ['words and numbers that others have too', [colliding]],
  ['a member of a family', [member]],
  ['thousands of codes', [many]],
  ['several files', [plain, ownSigns, colliding, member, { ...plain, codes: [row('7703'), row('7702', { symbol: 'SHELF_AGAIN' })] }]],
]

/** Files that change what is ours. */
export const CHANGING: [what: string, files: ProviderFile[]][] = [
  ['rows of a provider of ours', [{ ...plain, id: 'upyun' }]],
  ['how class names end', [{ ...plain, detection: { ...plain.detection, suffixes: [{ text: 'ShelfFault' }] } }]],
]

/** Lines in which what the files name stands, and what only looks like it. */
export const LINES = [
  'status code 880011, cover code: 880011, code 880011',
  'shelfstore.example answered shelf_code=77010001, SHELF_IS_FULL or ShelfFull',
  '{"shelf_code":"SHELF_9_BROKEN","code":990011,"status":99001,"message":"x"}',
  'shelf code: 7702 and request error code 990011 货架码：99001 (990011) Shelf9 shelfBusy, OFF, All_is_well',
  'my error=1 shelf_ticket=SHELF-123456 Shelf-Agent/12 x-amz-request-id: 1 x-shelf error code=0123456789abcdef',
  'code 884711 code=SHFABCD code=SHFabcd not my code: 990011 shelf_no=1 error_code=anything any_code: whatever errno 31066',
  's3.shelf.example NoSuchKey ShelfNoSuchKey ShelfNoSuchKeyException Twin_Denied error_code=40100005 Busy, Busy',
  'many_code=66000002 many_code: 66000003 MANY_1A2B3C MANY_ error code 77010001 status code 990011 lowercase_word, Mixed_Word',
]
