import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { CallName, Params, Result } from '../protocol/contract';
import type { Destination, LabContract, LabState } from '../protocol/labContract';
import type { LabStore } from './store/labStore';

/** An element that shows the store's state, anew after every change while it is `active`. */
export abstract class LabElement extends LitElement {
  @property({ attribute: false }) accessor store!: LabStore;
  /** False while it is not in sight: it shows nothing new then, and asks for nothing. */
  @property({ type: Boolean }) accessor active = true;

  private unlisten: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unlisten = this.store.onChange(() => {
      if (this.active) this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unlisten?.();
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    return this.active || changed.has('active');
  }

  protected get state(): LabState | undefined {
    return this.store.state;
  }

  /** Calls the extension for something that a person asked for: a failure is told by the shell. */
  protected ask<Name extends CallName<LabContract>>(name: Name, params: Params<LabContract, Name>): Promise<Result<LabContract, Name> | undefined> {
    return this.store.client.call(name, params).catch((error: unknown) => {
      this.tell(error);
      return undefined;
    });
  }

  /** Lets the shell tell of an error. */
  protected tell(error: unknown): void {
    this.dispatchEvent(new CustomEvent<unknown>('lab-error', { detail: error, bubbles: true, composed: true }));
  }

  /** Asks the shell to show something: a tab, and what it is to show. */
  protected navigate(destination: Destination): void {
    this.dispatchEvent(new CustomEvent<Destination>('lab-navigate', { detail: destination, bubbles: true, composed: true }));
  }
}
