import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Stands in for `cls-hooked/context` below the X-Ray SDK: esbuild's `alias` puts it there (infra/bundle.yml). The original
 * hooks every promise of the process, which makes each `await` about 26 times slower, traced or not.
 * Only what the SDK calls is here.
 */
export function getNamespace(name: string): Namespace | undefined {
  return namespaces.get(name);
}

export function createNamespace(name: string): Namespace {
  const namespace = new Namespace();
  namespaces.set(name, namespace);
  return namespace;
}

export function destroyNamespace(name: string): void {
  namespaces.delete(name);
}

type Values = Record<string, unknown>;

const namespaces = new Map<string, Namespace>();

class Namespace {
  readonly #storage = new AsyncLocalStorage<Values>();
  /** What is entered holds for all that runs outside of `run`. Lambda gives an environment one request at a time. */
  #entered: Values | undefined;

  createContext(): Values {
    return Object.create(this.#current() ?? null);
  }

  enter(context: Values): void {
    this.#entered = context;
  }

  get(key: string): unknown {
    return this.#current()?.[key];
  }

  set(key: string, value: unknown): unknown {
    const current = this.#current();
    if (!current) throw new Error('No context is entered.');
    current[key] = value;
    return value;
  }

  run(work: (context: Values) => unknown): Values {
    const context = this.createContext();
    this.#storage.run(context, work, context);
    return context;
  }

  bind<Args extends unknown[], Result>(work: (...args: Args) => Result): (...args: Args) => Result {
    const context = this.createContext();
    return (...args) => this.#storage.run(context, work, ...args);
  }

  #current(): Values | undefined {
    return this.#storage.getStore() ?? this.#entered;
  }
}
