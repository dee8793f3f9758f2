#!/usr/bin/env node
// CommonJS (see the package.json beside it): Node starts it sooner.
// Node 22.1 and later keep compiled modules between runs.
if (Number.parseInt(process.versions.node, 10) >= 22) require('node:module').enableCompileCache?.()
require('../dist/cli/storerr.cjs').main()
