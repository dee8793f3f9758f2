// Values that few runs change or ask for, and that all functions know which have a part in a template.
import { cell } from './assembler.js'
import { CELL } from './layout.js'

const CELLS = [
  // where the line begins and ends, and what stood round it
  'line',
  'end',
  'stoodBefore',
  'stoodBehind',
  // what is known before a run
  'quiet',
  'state',
  'until',
  'keptUntil',
  'isFirst',
  'nameEnd',
  'ours',
  'isObject',
  // what a function answers beside its result
  'edgesEnd',
  'copiedThere',
  // the track at hand, and the step of it that the line is at
  'track',
  'step',
  'stepFrom',
  'stepStop',
  'stepWidth',
  'stepFirst',
  'stepAfter',
  'isInName',
  // where the line leaves the tracks
  'forkOf',
  'forkAt',
  // while a track is made
  'mapped',
  'via',
  'viaBefore',
  'lookUntil',
  'endsWithNumber',
  'isFit',
]

export const cells = Object.fromEntries(CELLS.map((name, index) => [name, cell(CELL + 4 * index)]))
