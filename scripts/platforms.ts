/**
 * Libraries with native code name one optional package per platform. If a registry lacks some of
 * them (a mirror fetches what was asked for, and few people run AIX), npm leaves them out of the
 * lock file, and then `npm ci` refuses the whole file: "Missing: … from lock file". They can be
 * named there by version and platform alone, without a checksum: npm skips a foreign platform
 * before it asks for anything.
 */
const OS = /^(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)$/;
const CPU = /^(arm|arm64|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32|x64)$/;
const LIBC: Record<string, string> = {
  gnu: 'glibc',
  gnueabihf: 'glibc',
  musl: 'musl',
  musleabihf: 'musl',
};

export type Locked = {
  version?: string;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
};
export type Packages = Record<string, Locked>;

/** `@x/binding-linux-arm64-musl` → os, cpu and libc. */
function platform(name: string) {
  const words = name.split(/[/-]/);
  const libc = words.flatMap((word) => LIBC[word] ?? []);
  const os = words.filter((word) => OS.test(word));
  const cpu = words.filter((word) => CPU.test(word));
  return { cpu, ...(os.includes('linux') && libc.length ? { libc } : {}), os };
}

/** Where node looks for `name` from inside `path`, innermost first. */
function places(path: string, name: string): string[] {
  const parts = path.split('/node_modules/');
  const inner = parts.map((_, i) => parts.slice(0, parts.length - i).join('/node_modules/'));
  return [
    ...inner.filter(Boolean).map((place) => `${place}/node_modules/${name}`),
    `node_modules/${name}`,
  ];
}

function missingFrom(packages: Packages, path: string, entry: Locked): Packages {
  const missing = Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !places(path, name).some((place) => packages[place]))
    // Only what is pinned and names a platform: anything else is for npm to resolve.
    .filter(([name, version]) => /^\d/.test(version) && platform(name).cpu.length > 0)
    .map(([name, version]) => {
      const dev = entry.dev ? { dev: true } : {};
      return [`node_modules/${name}`, { version, ...dev, optional: true, ...platform(name) }];
    });
  return Object.fromEntries(missing) as Packages;
}

export function missingPlatforms(packages: Packages): Packages {
  const found = Object.entries(packages).map(([path, entry]) => missingFrom(packages, path, entry));
  return Object.assign({}, ...found) as Packages;
}
