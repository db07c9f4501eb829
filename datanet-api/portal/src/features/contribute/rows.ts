import type { Contribution, ContributionState } from '../../api/types';

const BUSY: ContributionState[] = ['UPLOADING', 'UPLOADED', 'CHECKING', 'ANONYMISING'];

/** Nothing moves by itself any more: people decide next, or nobody does. */
export const settled = (row: Contribution) => !BUSY.includes(row.state);
/** Its events go on until the decision. */
export const decided = (row: Contribution) => settled(row) && row.state !== 'IN_REVIEW';
