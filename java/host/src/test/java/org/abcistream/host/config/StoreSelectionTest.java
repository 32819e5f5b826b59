package org.abcistream.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.abcistream.api.StoreKey;
import org.junit.jupiter.api.Test;

class StoreSelectionTest {
  private static final List<StoreKey> STORES = stores("staking", "acc", "bank");

  private static List<StoreKey> stores(String... names) {
    return Arrays.stream(names).map(StoreKey::new).toList();
  }

  private static InstanceConfig asking(String keys) {
    TomlOptions config =
        TomlOptions.parse(
            "store.streamers = [\"file\"]\nstreamers.file.keys = " + keys,
            "app.toml",
            EnvironmentOverrides.NONE);
    return StreamConfig.read(config).instances().get(0);
  }

  private static StoreSelection select(String keys) {
    return StoreSelection.of(asking(keys), STORES, UnknownStores.ERROR);
  }

  @Test
  void namedStoresComeOnceInAscendingOrder() {
    assertThat(select("[\"staking\", \"bank\", \"bank\"]"))
        .isEqualTo(new StoreSelection(stores("bank", "staking"), Optional.empty()));
  }

  @Test
  void aStarAnywhereIsAllStores() {
    assertThat(select("[\"bank\", \"*\", \"other\"]"))
        .isEqualTo(new StoreSelection(stores("acc", "bank", "staking"), Optional.empty()));
  }

  @Test
  void withoutKeysTheServiceIsOff() {
    assertThat(select("[]").isOff()).isTrue();
    assertThat(select("[\"*\"]").isOff()).isFalse();
  }

  @Test
  void unknownStoresAreAnErrorThatListsTheValidNames() {
    assertThatThrownBy(() -> select("[\"bnak\", \"acc\", \"Bank\"]"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "streamers.file.keys asks for \"bnak\", \"Bank\", which the node does not have: write"
                + " \"*\", or some of its stores, acc, bank, staking");
  }

  @Test
  void unknownStoresMayBeLeftOutWithAWarning() {
    StoreSelection selection =
        StoreSelection.of(asking("[\"old\", \"acc\"]"), STORES, UnknownStores.WARN);

    assertThat(selection.storeKeys()).isEqualTo(stores("acc"));
    assertThat(selection.warning())
        .contains("streamers.file.keys asks for \"old\", which the node does not have: left out");
  }
}
