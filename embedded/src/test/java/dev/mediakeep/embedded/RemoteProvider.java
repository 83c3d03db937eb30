package dev.mediakeep.embedded;

import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Submission;
import dev.mediakeep.job.VideoProvider;
import dev.mediakeep.testkit.RecordingProvider;
import dev.mediakeep.testkit.RecordingProvider.Call;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** The provider of a {@link ProviderServer}, as a client of it. */
final class RemoteProvider implements VideoProvider {
  private static final Duration POLL_AFTER = Duration.ofMillis(20);

  private final int port;

  RemoteProvider(int port) {
    this.port = port;
  }

  /** Writes the words of a call. */
  @FunctionalInterface
  private interface Words {
    void to(DataOutputStream out) throws IOException;
  }

  private String call(Call call, Words words) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream answer = new DataInputStream(socket.getInputStream())) {
      out.writeUTF(call.name());
      words.to(out);
      out.flush();
      return answer.readUTF();
    }
  }

  private static Words of(Submission submission) {
    return out -> {
      out.writeUTF(submission.job().toString());
      out.writeUTF(submission.key());
      out.writeLong(submission.notAfter().toEpochMilli());
    };
  }

  private static Words of(Operation operation) {
    return out -> {
      out.writeUTF(operation.handle());
      out.writeUTF(operation.key());
    };
  }

  @Override
  public SubmitResult submit(Submission submission) throws IOException {
    return new SubmitResult.Accepted(call(Call.SUBMIT, of(submission)), POLL_AFTER);
  }

  @Override
  public LookUpResult lookUp(Submission submission) throws IOException {
    String found = call(Call.LOOK_UP, of(submission));
    return found.equals(ProviderServer.GONE)
        ? new LookUpResult.Absent()
        : new LookUpResult.Found(found);
  }

  @Override
  public PollResult poll(Operation operation) throws IOException {
    return switch (call(Call.POLL, of(operation))) {
      case ProviderServer.PENDING -> new PollResult.Pending(Optional.empty(), POLL_AFTER);
      case ProviderServer.DONE -> new PollResult.Done();
      default -> new PollResult.Gone();
    };
  }

  @Override
  public CancelResult cancel(Operation operation) {
    return new CancelResult.Unsupported();
  }

  @Override
  public FetchResult fetch(Operation operation) throws IOException {
    if (!call(Call.FETCH, of(operation)).equals(ProviderServer.DONE)) {
      return new FetchResult.Gone();
    }
    byte[] film = RecordingProvider.film(operation.key());
    return new FetchResult.Video(new ByteArrayInputStream(film), Optional.of((long) film.length));
  }
}
