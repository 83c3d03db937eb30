package dev.mediakeep.embedded;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Submission;
import dev.mediakeep.job.VideoProvider.CancelResult;
import dev.mediakeep.job.VideoProvider.FetchResult;
import dev.mediakeep.job.VideoProvider.LookUpResult;
import dev.mediakeep.job.VideoProvider.PollResult;
import dev.mediakeep.job.VideoProvider.SubmitResult;
import dev.mediakeep.testkit.RecordingProvider;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;

/**
 * A provider that outlives whoever calls it: takes calls over a socket, one a connection, each as
 * the name of a call and its words, answered in words. See {@link RemoteProvider}.
 */
final class ProviderServer implements AutoCloseable {
  static final String PENDING = "pending";
  static final String DONE = "done";
  static final String GONE = "gone";

  private final RecordingProvider provider;
  private final ServerSocket socket;

  ProviderServer(RecordingProvider provider) throws IOException {
    this.provider = provider;
    this.socket = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        Thread.ofVirtual().start(() -> answer(caller));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
  }

  /** Whoever was killed hears no answer; what he asked for is done all the same. */
  private void answer(Socket caller) {
    try (caller;
        DataInputStream words = new DataInputStream(caller.getInputStream());
        DataOutputStream answer = new DataOutputStream(caller.getOutputStream())) {
      RecordingProvider.Call call = RecordingProvider.Call.valueOf(words.readUTF());
      answer.writeUTF(
          switch (call) {
            case SUBMIT -> submit(words);
            case LOOK_UP -> lookUp(words);
            case POLL -> poll(words);
            case CANCEL -> cancel(words);
            case FETCH -> fetch(words);
          });
    } catch (IOException e) {
      Thread.yield(); // the caller was killed, or is told by the end of the connection
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String submit(DataInputStream words) throws IOException, InterruptedException {
    return switch (provider.submit(submission(words))) {
      case SubmitResult.Accepted accepted -> accepted.handle();
      case SubmitResult.Rejected rejected -> throw new IOException(rejected.toString());
      case SubmitResult.Unclear unclear -> throw new IOException(unclear.toString());
    };
  }

  private String lookUp(DataInputStream words) throws IOException, InterruptedException {
    return switch (provider.lookUp(submission(words))) {
      case LookUpResult.Found found -> found.handle();
      case LookUpResult.Absent absent -> GONE;
      case LookUpResult.Unsupported unsupported -> throw new IOException(unsupported.toString());
    };
  }

  private static Submission submission(DataInputStream words) throws IOException {
    JobId job = JobId.parse(words.readUTF());
    String key = words.readUTF();
    Instant notAfter = Instant.ofEpochMilli(words.readLong());
    JobRequest request = JobRequest.builder(OwnerId.ANONYMOUS, RunnerProcess.LANE).build();
    return new Submission(job, key, request, notAfter);
  }

  private String poll(DataInputStream words) throws IOException, InterruptedException {
    return switch (provider.poll(operation(words))) {
      case PollResult.Pending pending -> PENDING;
      case PollResult.Done done -> DONE;
      case PollResult.Gone gone -> GONE;
      case PollResult.Failed failed -> throw new IOException(failed.toString());
      case PollResult.Unavailable unavailable -> throw new IOException(unavailable.toString());
    };
  }

  private String cancel(DataInputStream words) throws IOException, InterruptedException {
    CancelResult result = provider.cancel(operation(words));
    return result.toString();
  }

  private String fetch(DataInputStream words) throws IOException, InterruptedException {
    Operation operation = operation(words);
    if (provider.fetch(operation) instanceof FetchResult.Video video) {
      video.source().close();
      return DONE;
    }
    return GONE;
  }

  private static Operation operation(DataInputStream words) throws IOException {
    return new Operation(words.readUTF(), words.readUTF(), Instant.EPOCH);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
