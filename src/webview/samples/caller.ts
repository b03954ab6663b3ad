import type { CallName, Params, Result } from '../../protocol/contract';
import type { LabContract } from '../../protocol/labContract';

/** The part of the lab's client that Samples needs. */
export interface Caller {
  call<Name extends CallName<LabContract>>(name: Name, params: Params<LabContract, Name>): Promise<Result<LabContract, Name>>;
}
