import { useReference } from '../../stores/reference-store';

/** Whether the organisation wants people met to stand under their names; never until it has said so. */
export function useIsNamed(): boolean {
  return useReference()?.contactIdentity === 'named';
}
