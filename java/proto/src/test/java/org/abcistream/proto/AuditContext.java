package org.abcistream.proto;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.abcistream.api.AppOptions;
import org.abcistream.api.ServiceContext;
import org.abcistream.api.StoreKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** What an instance named audit is made from, no option but {@code keys} being set. */
record AuditContext(List<StoreKey> storeKeys) implements ServiceContext, AppOptions {
  @Override
  public String name() {
    return "audit";
  }

  @Override
  public AppOptions options() {
    return this;
  }

  @Override
  public Path home() {
    return Path.of("").toAbsolutePath();
  }

  @Override
  public String chainId() {
    return "";
  }

  @Override
  public Logger logger() {
    return NOPLogger.NOP_LOGGER;
  }

  @Override
  public @Nullable Object get(String key) {
    return key.equals("keys") ? getStringList(key) : null;
  }

  @Override
  public String nameOf(String key) {
    return "streamers.audit." + key;
  }

  @Override
  public String getString(String key, String fallback) {
    return fallback;
  }

  @Override
  public boolean getBoolean(String key, boolean fallback) {
    return fallback;
  }

  @Override
  public long getLong(String key, long fallback) {
    return fallback;
  }

  @Override
  public List<String> getStringList(String key) {
    return key.equals("keys") ? storeKeys.stream().map(StoreKey::name).toList() : List.of();
  }

  @Override
  public Duration getDuration(String key, Duration fallback) {
    return fallback;
  }

  @Override
  public long getBytes(String key, long fallback) {
    return fallback;
  }
}
