import { boundsOf, type Shape, shapeOf } from '../catalog/shape.ts'

const NONE: readonly Shape[] = []

type Form = { shape: Shape; mayFit(length: number, first: number): boolean }

const formOf = (form: string): Form => {
  const bounds = boundsOf(form)
  if (bounds === undefined) return { shape: shapeOf(form), mayFit: () => true }
  const { low, high } = bounds
  const firsts = new Set(bounds.firsts)
  return { shape: shapeOf(form), mayFit: (length, first) => length >= low && length <= high && firsts.has(first) }
}

/** Forms of codes, by how long a value is and what it begins with: most values are tried against none of them. */
export class CodeForms {
  readonly #forms: readonly Form[]
  readonly #byStart = new Map<number, readonly Shape[]>()

  /** @param forms as they are written in the provider files */
  constructor(forms: Iterable<string>) {
    this.#forms = [...new Set(forms)].map(formOf)
  }

  /** Whether a value, one character a byte, has one of the forms. */
  fit(value: string): boolean {
    const { length } = value
    const first = value.charCodeAt(0)
    const start = (length << 8) | first
    let shapes = this.#byStart.get(start)
    if (shapes === undefined) {
      const fitting = this.#forms.filter(({ mayFit }) => mayFit(length, first)).map(({ shape }) => shape)
      shapes = fitting.length === 0 ? NONE : fitting
      this.#byStart.set(start, shapes)
    }
    for (const shape of shapes) if (shape(value)) return true
    return false
  }
}
