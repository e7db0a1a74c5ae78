import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** The engine's own log, which shows a line at its resource. Until its address is known, lines go to stderr. */
export class EngineLog {
  private client: EngineClient | undefined;
  private pending: Promise<unknown> = Promise.resolve();

  /** @param address of the engine's service: the plugin's argument, and again in a handshake */
  connect(address: string): void {
    this.client ??= new EngineClient(address, credentials.createInsecure());
  }

  /** Shows a line, at a resource or about the whole run. */
  say(urn: string | undefined, line: string): void {
    const { client } = this;
    if (client === undefined) {
      process.stderr.write(`${line}\n`);
      return;
    }
    const request = new LogRequest()
      .setSeverity(LogSeverity.WARNING)
      .setMessage(line)
      .setUrn(urn ?? "");
    const sent = new Promise((resolve) => client.log(request, resolve));
    this.pending = Promise.all([this.pending, sent]);
  }

  /** Resolves when the engine has every line: it forgets lines that come after the answer they belong to. */
  async flushed(): Promise<void> {
    await this.pending;
  }

  close(): void {
    this.client?.close();
  }
}
