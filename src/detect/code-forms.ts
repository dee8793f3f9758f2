import { boundsOf, type Shape, shapeOf } from '../catalog/shape.ts'

/** `firsts`: what values of the form begin with; undefined where that, and how long they are, is open. */
type Form = { shape: Shape; low: number; high: number; firsts: ReadonlySet<number> | undefined }

const formOf = (form: string): Form => {
  const shape = shapeOf(form)
  const bounds = boundsOf(form)
  if (bounds === undefined) return { shape, low: 0, high: Number.POSITIVE_INFINITY, firsts: undefined }
  const { low, high, firsts } = bounds
  return { shape, low, high, firsts: new Set(firsts) }
}

/** Forms of codes, by how long a value is and what it begins with: most values are tried against none of them. */
export class CodeForms {
  readonly #forms: readonly Form[]
  readonly #byLength: (readonly Form[] | undefined)[] = []
  /** values that are longer may have the same forms, however long they are */
  readonly #longest: number

  /** @param forms as they are written in the provider files */
  constructor(forms: Iterable<string>) {
    this.#forms = [...new Set(forms)].map(formOf)
    this.#longest = Math.max(0, ...this.#forms.map(({ high }) => high).filter(Number.isFinite))
  }

  /** Whether a value, one character a byte, has one of the forms. */
  fit(value: string): boolean {
    const length = Math.min(value.length, this.#longest + 1)
    this.#byLength[length] ??= this.#forms.filter(({ low, high }) => low <= length && length <= high)
    const first = value.charCodeAt(0)
    for (const { shape, firsts } of this.#byLength[length]) if ((firsts === undefined || firsts.has(first)) && shape(value)) return true
    return false
  }
}
