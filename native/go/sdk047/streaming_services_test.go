package streaming_test

import (
	"path/filepath"
	"testing"
	"time"

	dbm "github.com/cometbft/cometbft-db"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cosmos/cosmos-sdk/baseapp"
	serverconfig "github.com/cosmos/cosmos-sdk/server/config"
	reference "github.com/cosmos/cosmos-sdk/store/streaming"
	"github.com/spf13/viper"

	"abcistream.org/go/abcistream/appconfig"
	streaming "abcistream.org/go/sdk047"
)

// withTemplate are the options of an app.toml as the templates write it, with one service listed.
func withTemplate(t *testing.T) *viper.Viper {
	t.Helper()
	serverconfig.SetConfigTemplate(serverconfig.DefaultConfigTemplate + streaming.ConfigTemplate)
	file := filepath.Join(t.TempDir(), "app.toml")
	config := serverconfig.DefaultConfig()
	config.Store.Streamers = []string{"file"}
	serverconfig.WriteConfigFile(file, config)
	options := viper.New()
	options.SetConfigFile(file)
	if err := options.ReadInConfig(); err != nil {
		t.Fatal(err)
	}
	return options
}

func TestTheFunctionTakesThePlaceOfTheReference(t *testing.T) {
	load := reference.LoadStreamingServices
	load = streaming.LoadStreamingServices
	services, wg, err := load(newApp(), viper.New(), nil, log.NewNopLogger(), nil)
	if len(services) != 0 || wg == nil || err != nil {
		t.Errorf("an app without options has %d services and the error %v", len(services), err)
	}
}

func TestTheTemplateHasTheDefaults(t *testing.T) {
	config, err := appconfig.Read(withTemplate(t))
	if err != nil {
		t.Fatal(err)
	}
	if config.OnGap != appconfig.Rollback || config.MaxRollbackBlocks != 100 || config.CloseTimeout != 8*time.Second {
		t.Errorf("the options are %+v", config)
	}
	if len(config.Services) != 1 || config.Services[0].Name != "file" {
		t.Errorf("the services are %+v", config.Services)
	}
}

func TestACommandThatDoesNotRunTheNodeLoadsNothing(t *testing.T) {
	for name, set := range map[string]map[string]any{
		"export":            {},
		"standalone":        {"with-tendermint": false},
		"grpc only":         {"with-tendermint": true, "grpc-only": true},
		"nothing to stream": {"with-tendermint": true, "store.streamers": []string{}},
	} {
		options := withTemplate(t)
		options.Set("abcistream.jvm.home", "/nowhere")
		for key, value := range set {
			options.Set(key, value)
		}
		services, _, err := streaming.LoadStreamingServices(newApp(), options, nil, log.NewNopLogger(), nil)
		if len(services) != 0 || err != nil {
			t.Errorf("%s: %d services and the error %v", name, len(services), err)
		}
	}
}

func newApp() *baseapp.BaseApp {
	return baseapp.NewBaseApp("test", log.NewNopLogger(), dbm.NewMemDB(), nil)
}
