"""Profiles are read, checked and written."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.config.errors import ConfigError
from kraken_tui.config.profiles import (
    AUTHORIZATION_SCHEMES,
    ENVIRONMENTS,
    METHODS,
    Auth,
    Profile,
    Profiles,
)

WATER = Profile(
    name="water-test",
    endpoint="https://api.st.test-kraken.tech/v1/graphql/",
    auth_endpoint="https://auth.st.test-kraken.tech/graphql/",
    environment="test",
    account="A-1234ABCD",
    auth=Auth(method="api-key", secret="env:KRAKEN_API_KEY"),
)
ENERGY = WATER._replace(
    name="energy",
    account=None,
    currency="EUR",
    locale="es_ES",
    timezone="Europe/Madrid",
    ca_file="~/company.pem",
    read_only=True,
)

COMPLETE = """
default = "water-test"
[profiles.water-test]
endpoint = "https://api.st.test-kraken.tech/v1/graphql/"
auth_endpoint = "https://auth.st.test-kraken.tech/graphql/"
environment = "test"
account = "A-1234ABCD"
read_only = false
currency = "GBP"
locale = "en_GB"
theme = "kraken-dark"
authorization_scheme = ""
[profiles.water-test.auth]
method = "api-key"
email = ""
secret = "env:KRAKEN_API_KEY"
"""

ENDPOINT = 'endpoint = "https://api.x.example/v1/graphql/"'


def write(path: Path, content: str, mode: int = 0o600) -> Path:
    path.write_text(content, "utf-8")
    path.chmod(mode)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profiles.toml"


def test_a_complete_file_gives_its_profile(path: Path) -> None:
    assert Profiles.load(write(path, COMPLETE)).get() == WATER


def test_the_shortest_file_is_careful(path: Path) -> None:
    profile = Profiles.load(write(path, f"[profiles.x]\n{ENDPOINT}")).get("x")
    assert profile.environment == "production"
    assert profile.auth_endpoint == "https://auth.x.example/graphql/"
    assert profile.auth == Auth(method="api-key", secret="prompt")


def test_where_to_sign_in_is_only_guessed_where_it_is_not_told(path: Path) -> None:
    told = ('endpoint = "https://x.example/graphql/"', 'auth_endpoint = "https://y.example/auth/"')
    write(path, "\n".join(["[profiles.x]", *told]))
    assert Profiles.load(path).get().auth_endpoint == "https://y.example/auth/"


def test_without_the_file_there_are_no_profiles(path: Path) -> None:
    profiles = Profiles.load(path)
    assert not profiles.mapping
    with pytest.raises(ConfigError, match="kraken-tui profile add"):
        profiles.get()


def test_what_is_saved_is_loaded(path: Path) -> None:
    profiles = Profiles().adding(ENERGY).adding(WATER).using("water-test")
    profiles.save(path)
    assert Profiles.load(path) == profiles


ADDRESS_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20)


@given(
    email=ADDRESS_TEXT.filter(bool),
    method=st.sampled_from(METHODS),
    environment=st.sampled_from(ENVIRONMENTS),
    scheme=st.sampled_from(AUTHORIZATION_SCHEMES),
    account=st.none() | ADDRESS_TEXT.filter(bool),
    read_only=st.booleans(),
    command=st.text(st.characters(codec="utf-8"), max_size=20),
)
def test_any_profile_survives_the_file(  # One argument for each key.
    tmp_path_factory: pytest.TempPathFactory,
    email: str,
    method: str,
    environment: str,
    scheme: str,
    account: str | None,
    read_only: bool,
    command: str,
) -> None:
    path = tmp_path_factory.mktemp("any") / "profiles.toml"
    profile = WATER._replace(
        environment=environment,
        account=account,
        read_only=read_only,
        authorization_scheme=scheme,
        auth=Auth(method=method, email=email, secret=f"command:x{command}"),
    )
    Profiles().adding(profile).save(path)
    assert Profiles.load(path).get() == profile


def test_the_file_is_for_its_owner_only_and_nothing_else_stays(path: Path) -> None:
    write(path, "", 0o644)
    Profiles().adding(WATER).save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["profiles.toml"]


def test_many_who_change_the_file_at_once_lose_nothing(path: Path) -> None:
    def add(number: int) -> None:
        Profiles.change(path, lambda found: found.adding(WATER._replace(name=f"tenant-{number}")))

    with ThreadPoolExecutor(8) as windows:
        list(windows.map(add, range(40)))
    assert set(Profiles.load(path).mapping) == {f"tenant-{number}" for number in range(40)}
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}


def test_a_change_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    Profiles.change(path, lambda found: found.adding(WATER))
    before = path.stat()
    with pytest.raises(ConfigError, match="no profile"):
        Profiles.change(path, lambda found: found.without("nobody"))
    Profiles.change(path, lambda found: found.using(WATER.name))
    assert path.stat() == before


def test_new_folders_are_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "kraken-tui" / "profiles.toml"
    Profiles().adding(WATER).save(path)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_is_a_link_stays_one(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "profiles.toml"
    path.symlink_to(target)
    Profiles().adding(WATER).save(path)
    assert path.is_symlink()
    assert Profiles.load(target).get() == WATER


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="cannot be written"):
        Profiles().adding(WATER).save(tmp_path / "file" / "profiles.toml")


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o620, 0o602])
def test_a_file_open_to_others_is_not_trusted(path: Path, mode: int) -> None:
    write(path, COMPLETE, mode)
    with pytest.raises(ConfigError) as raised:
        Profiles.load(path)
    assert f"chmod 600 {path}" in raised.value.sentence


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("[profiles.x\n", ["not valid TOML", "line 1"]),
        ("a = 1\na = 2\n", ["not valid TOML", "line 2"]),
        ("defualt = 'x'", ['no key "defualt"', 'did you mean "default"']),
        ("default = 1", ['key "default" must be text']),
        ("default = 'y'\n[profiles.x]\n" + ENDPOINT, ['unknown profile "y"', "known are: x"]),
        ("profiles = 1", ['key "profiles" must be a table']),
        ("[profiles]\nx = 1", ['profile "x"', "must be a table"]),
        ("[profiles.'../x']\n" + ENDPOINT, ['profile "../x"', "name cannot be used"]),
        ("[profiles.x]", ['profile "x"', 'key "endpoint" is missing']),
        ("[profiles.x]\nendpoint = 3", ['profile "x"', 'key "endpoint" must be text']),
        ("[profiles.x]\nendpiont = ''", ['no key "endpiont"', 'did you mean "endpoint"']),
        ("[profiles.x]\nname = 'x'\n" + ENDPOINT, ['no key "name"', "use one of endpoint"]),
        ("[profiles.x]\nendpoint = 'ftp://x/'\nauth_endpoint = ''", ["https://", '"endpoint"']),
        ("[profiles.x]\nendpoint = 'http://api.x.example/'", ['"endpoint"', "https://"]),
        ("[profiles.x]\nendpoint = 'https://x.example/'", ['"auth_endpoint" is missing']),
        ("[profiles.x]\n" + ENDPOINT + "\nauth_endpoint = 'x'", ['"auth_endpoint"', "https://"]),
        (
            "[profiles.x]\n" + ENDPOINT + "\nenvironment = 'prodution'",
            ['"environment"', 'did you mean "production"'],
        ),
        ("[profiles.x]\n" + ENDPOINT + "\nread_only = 'yes'", ['"read_only"', "true or false"]),
        ("[profiles.x]\n" + ENDPOINT + "\ncurrency = 'pounds'", ['"currency"', "three letters"]),
        ("[profiles.x]\n" + ENDPOINT + "\nlocale = 'english'", ['"locale"', "language", '"en_GB"']),
        ("[profiles.x]\n" + ENDPOINT + "\nlocale = '../en_GB'", ['"locale"', "language"]),
        ("[profiles.x]\n" + ENDPOINT + "\nlocale = ''", ['"locale"', "language"]),
        ("[profiles.x]\n" + ENDPOINT + "\ntimezone = 'London'", ['"timezone"', "Europe/London"]),
        ("[profiles.x]\n" + ENDPOINT + "\ntimezone = '../zone'", ['"timezone"', "time zone"]),
        ("[profiles.x]\n" + ENDPOINT + "\nca_file = 'ca.pem'", ['"ca_file"', "whole path"]),
        (
            "[profiles.x]\n" + ENDPOINT + "\nauthorization_scheme = 'bearer'",
            ['"authorization_scheme"', 'did you mean "Bearer"'],
        ),
        ("[profiles.x]\n" + ENDPOINT + "\nauth = 'key'", ['key "auth" must be a table']),
        (
            "[profiles.x]\n" + ENDPOINT + "\n[profiles.x.auth]\nmethod = 'apikey'",
            ['"method"', 'did you mean "api-key"'],
        ),
        (
            "[profiles.x]\n" + ENDPOINT + "\n[profiles.x.auth]\nmethod = 'password'",
            ['"email" is missing'],
        ),
        (
            "[profiles.x]\n" + ENDPOINT + "\n[profiles.x.auth]\nscret = 'prompt'",
            ['no key "scret"', 'did you mean "secret"'],
        ),
    ],
)
def test_every_wrong_thing_is_one_sentence_that_says_where(
    path: Path, content: str, parts: list[str]
) -> None:
    with pytest.raises(ConfigError) as raised:
        Profiles.load(write(path, content))
    sentence = raised.value.sentence
    assert sentence.startswith(str(path))
    assert sentence.endswith(".")
    assert "\n" not in sentence
    for part in parts:
        assert part in sentence


def test_a_secret_written_into_the_file_is_refused_and_not_repeated(path: Path) -> None:
    content = f"[profiles.x]\n{ENDPOINT}\n[profiles.x.auth]\nsecret = 'sk_live_1234'"
    with pytest.raises(ConfigError) as raised:
        Profiles.load(write(path, content))
    assert '"env:NAME"' in raised.value.sentence
    assert "sk_live" not in raised.value.sentence


def test_a_file_of_bytes_is_one_sentence(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")
    path.chmod(0o600)
    with pytest.raises(ConfigError, match="UTF-8"):
        Profiles.load(path)


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    profiles = Profiles().adding(WATER).adding(ENERGY)
    with pytest.raises(ConfigError) as raised:
        profiles.get("water")
    assert 'did you mean "water-test"?' in raised.value.sentence
    assert "energy, water-test" in raised.value.sentence


def test_the_first_profile_is_the_default_and_removing_it_leaves_the_only_one() -> None:
    profiles = Profiles().adding(WATER).adding(ENERGY)
    assert profiles.get() == WATER
    assert profiles.without("water-test").default is None
    assert profiles.without("water-test").get() == ENERGY


def test_two_profiles_without_a_default_must_be_named() -> None:
    profiles = Profiles().adding(WATER).adding(ENERGY)._replace(default=None)
    with pytest.raises(ConfigError, match="--profile"):
        profiles.get()


@pytest.mark.parametrize("locale", ["en_GB", "es_ES", "de-CH", "zh_TW", "ja"])
def test_locales_may_be_written_in_several_ways(path: Path, locale: str) -> None:
    content = f"[profiles.x]\n{ENDPOINT}\nlocale = '{locale}'\ntimezone = ''"
    profile = Profiles.load(write(path, content)).get("x")
    assert profile.locale == locale
    assert profile.timezone == ""
