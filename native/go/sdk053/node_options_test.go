package sdk053

import (
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"abcistream.org/go/abcistream/appconfig"
)

// readOptions reads an app.toml as the SDK's start does.
func readOptions(t *testing.T, toml string) *viper.Viper {
	t.Helper()
	v := viper.New()
	v.SetEnvPrefix("node")
	v.SetEnvKeyReplacer(strings.NewReplacer(".", "_", "-", "_"))
	v.AutomaticEnv()
	v.SetConfigType("toml")
	if err := v.ReadConfig(strings.NewReader(toml)); err != nil {
		t.Fatal(err)
	}
	return v
}

func wantRendered(t *testing.T, v *viper.Viper, wanted string) {
	t.Helper()
	text, err := appconfig.Render(v)
	if err != nil {
		t.Fatal(err)
	}
	if text != wanted {
		t.Errorf("rendered:\n%s\nwanted:\n%s", text, wanted)
	}
}

func TestFlagsBeatVariablesWhichBeatAppToml(t *testing.T) {
	v := readOptions(t, `
[store]
streamers = ["file"]
[streamers.file]
keys = ["*"]
write_dir = "of app.toml"
prefix = "of app.toml"
output-metadata = "true"
`)
	t.Setenv("NODE_STREAMERS_FILE_WRITE_DIR", "of a variable")
	t.Setenv("NODE_STREAMERS_FILE_PREFIX", "of a variable")
	t.Setenv("NODE_STREAMERS_FILE_KEYS", "bank acc")
	t.Setenv("NODE_STREAMERS_FILE_DELIVERY", "async")
	flags := pflag.NewFlagSet("start", pflag.ContinueOnError)
	flags.String("streamers.file.prefix", "", "")
	if err := v.BindPFlags(flags); err != nil {
		t.Fatal(err)
	}
	if err := flags.Parse([]string{"--streamers.file.prefix", "of a flag"}); err != nil {
		t.Fatal(err)
	}
	wantRendered(t, v, `[store]
streamers = ["file"]
[streamers.file]
delivery = "async"
keys = ["bank", "acc"]
output-metadata = "true"
prefix = "of a flag"
write_dir = "of a variable"
`)
}

func TestAVariableBringsAListOfServices(t *testing.T) {
	v := readOptions(t, "[streamers.audit]\ntype = \"file\"\n")
	t.Setenv("NODE_STORE_STREAMERS", "audit  file")
	t.Setenv("NODE_STREAMERS_FILE_KEYS", "*")
	t.Setenv("NODE_ABCISTREAM_JVM_OPTIONS", "-Xmx300m -ea")
	wantRendered(t, v, `[abcistream.jvm]
options = ["-Xmx300m", "-ea"]
[store]
streamers = ["audit", "file"]
[streamers.audit]
type = "file"
[streamers.file]
keys = ["*"]
`)
}

func TestQuotedKeysWithDotsSurvive(t *testing.T) {
	v := readOptions(t, `
[store]
streamers = ["Kafka"]
[streamers.Kafka]
keys = ["bank"]
[streamers.Kafka.client]
"bootstrap.servers" = "a:9092"
"ssl.Key.password" = "x"
`)
	t.Setenv("NODE_STREAMERS_KAFKA_CLIENT_BOOTSTRAP_SERVERS", "b:9092")
	wantRendered(t, v, `[store]
streamers = ["Kafka"]
[streamers.kafka]
keys = ["bank"]
[streamers.kafka.client]
"bootstrap.servers" = "b:9092"
"ssl.key.password" = "x"
`)
}

func TestTheTemplateStreamsNothingUntilItNamesAService(t *testing.T) {
	config, err := appconfig.Read(readOptions(t, ConfigTemplate))
	if err != nil {
		t.Fatal(err)
	}
	if len(config.Services) != 0 || config.OnGap != appconfig.Rollback || config.MaxRollbackBlocks != 100 {
		t.Errorf("read %+v", config)
	}
}
