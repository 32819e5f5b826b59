package org.abcistream.file;

import java.io.IOException;
import org.abcistream.api.ServiceConstructor;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.ServiceType;
import org.abcistream.api.StreamingService;

/** Makes the services of type {@code file}. */
public final class FileServiceConstructor implements ServiceConstructor {
  /** For {@link java.util.ServiceLoader}. */
  public FileServiceConstructor() {}

  @Override
  public ServiceType type() {
    return ServiceType.FILE;
  }

  @Override
  public StreamingService construct(ServiceContext context) throws IOException {
    return context.trial()
        ? TrialFileService.open(context)
        : FileStreamingService.newFileStreamingService(context);
  }

  @Override
  public boolean supportsTrial() {
    return true;
  }

  /** False, as in the reference. */
  @Override
  public boolean stopsNodeOnErrorByDefault() {
    return false;
  }
}
