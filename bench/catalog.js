import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ABOUT = { en: 'a generated row', zh: '生成的条目' }

/**
 * A user's provider file with so many codes, half of them numbers and half of them symbols.
 *
 * @returns {string} its path
 */
export const makeCatalog = (folder, codes) => {
  const path = join(folder, `catalog-${codes}.json`)
  const row = (code) => ({ code, category: 'internal', description: ABOUT, sources: [{ document: 'generated' }] })
  const file = {
    id: 'generated-store',
    title: { en: 'Generated store', zh: '生成的存储' },
    documents: { generated: { title: 'generated' } },
    detection: { keys: [{ key: 'gs_code' }], signs: [{ text: 'generated-store.example', weight: 3 }] },
    codes: Array.from({ length: codes }, (_, i) =>
      row(i % 2 === 0 ? String(70_000_000 + i) : `GS_${((i * 2654435761) >>> 0).toString(36).toUpperCase()}_${i}`),
    ),
  }
  writeFileSync(path, JSON.stringify(file))
  return path
}
