#!/usr/bin/env node
import module from 'node:module'

// Node 22.1 and later keep compiled modules between runs.
module.enableCompileCache?.()

const { main } = await import('../dist/cli/main.js')
await main()
