// The few parts of WebAssembly used here; the types of the browser's library, which declare it, are not ours to include.

/** A compiled module. */
export type WasmModule = { readonly isModule?: never }

type Wasm = {
  Module: new (bytes: Uint8Array) => WasmModule
  Instance: new (module: WasmModule) => { exports: object }
}

const wasm = (): Wasm => (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly

/** @throws when WebAssembly is missing, or what the module uses of it */
export const compile = (bytes: Uint8Array): WasmModule => new (wasm().Module)(bytes)

/** The exports of a new instance. */
export const instantiate = (module: WasmModule): object => new (wasm().Instance)(module).exports
