import { totalmem } from 'node:os';

const GB = 1024 ** 3;

/**
 * For a shop's small machine (2 cores, 2 GB and up) that serves pages and now and then swallows a
 * big import. Given on the command line, so an upgrade of Regulars changes them without touching
 * files. Durability stays at its defaults: fsync and synchronous_commit on.
 */
export function engineSettings(memory: number = totalmem()): Record<string, string> {
  const roomy = memory >= 4 * GB;
  return {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    // A small /dev/shm (64 MB in most containers) breaks parallel joins.
    dynamic_shared_memory_type: 'mmap',
    max_connections: '50',
    shared_buffers: roomy ? '256MB' : '128MB',
    effective_cache_size: `${Math.max(256, Math.floor(memory / 2 / 1024 ** 2))}MB`,
    work_mem: roomy ? '32MB' : '8MB',
    maintenance_work_mem: roomy ? '256MB' : '64MB',
    // Nobody streams from this engine; minimal WAL lets COPY skip it for tables made in the same transaction.
    wal_level: 'minimal',
    max_wal_senders: '0',
    // A checkpoint in the middle of an import doubles its writes.
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    // Compiling a statement costs more than our short ones take.
    jit: 'off',
    max_parallel_workers_per_gather: '2',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
  };
}

export function asArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
