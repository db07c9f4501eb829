import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { get, post } from './client';
import { follow } from './sse';
import type { Datanet, Me, Version } from './types';

/** The answer of a GET; the path is the cache key. `poll` repeats it every so many milliseconds while it returns a number. */
export function useGet<T>(path: string, options: { enabled?: boolean; poll?: (data: T | undefined) => number | false } = {}) {
  return useQuery<T>({
    queryKey: [path],
    queryFn: ({ signal }) => get<T>(path, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.poll ? (query) => options.poll?.(query.state.data) ?? false : false,
  });
}

/** A POST that makes every cached answer below `/api/` stale when it succeeded. */
export function usePost<Body, Answer>(path: (body: Body) => string, content: (body: Body) => unknown = (body) => body) {
  const cache = useQueryClient();
  return useMutation<Answer, Error, Body>({
    mutationFn: (body) => post<Answer>(path(body), content(body)),
    onSuccess: () => cache.invalidateQueries(),
  });
}

// A browser opens six connections to one host over HTTP/1.1; streams must leave some for everything else.
const MOST_STREAMS = 3;
let streams = 0;

/**
 * A row kept current by its event stream until it is terminal; survives a reload because the row is the server's.
 * When too many streams are open already the row is asked for every two seconds instead.
 */
export function useLive<T>(path: string, finished: (row: T) => boolean) {
  const cache = useQueryClient();
  const query = useGet<T>(path);
  const open = query.data !== undefined && !finished(query.data);
  useEffect(() => {
    if (!open) return;
    const again = () => void cache.invalidateQueries({ queryKey: [path] });
    if (streams >= MOST_STREAMS) {
      const timer = setInterval(again, 2000);
      return () => clearInterval(timer);
    }
    streams++;
    const stop = new AbortController();
    follow<T>(`${path}/events`, (row) => cache.setQueryData([path], row), finished, stop.signal).catch(again);
    return () => {
      streams--;
      stop.abort();
    };
  }, [open, path, cache, finished]);
  return query;
}

export const useMe = () => useGet<Me>('/api/me');
export const useDatanets = () => useGet<Datanet[]>('/api/datanets', { poll: whileRegistering });
export const useDatanet = (id: string) => useGet<Datanet>(`/api/datanets/${id}`, { poll: (d) => (d?.state === 'REGISTERING' ? 1500 : false) });
export const useVersions = (datanetId: string) =>
  useGet<Version[]>(`/api/datanets/${datanetId}/versions`, {
    enabled: datanetId !== '',
    poll: (all) => (all?.some((v) => versionBusy(v)) ? 1500 : false),
  });

export function whileRegistering(rows: { state: string }[] | undefined): number | false {
  return rows?.some((row) => row.state.endsWith('ING')) ? 1500 : false;
}

export const versionBusy = (version: Version) => version.state.endsWith('ING');
