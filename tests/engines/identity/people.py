"""Records of invented people, for properties: few values, so that they meet."""

from hypothesis import strategies as st

from fairway.engines.identity import Home, Known, Name, NameOrder, PartialDate

WORDS = (
    *("Mohamed", "Mohammed", "محمد", "Fatima", "فاطمة", "Ali", "Aly", "Salah", "Salahh"),
    *("El Amrani", "Amrani", "العمراني", "Ben Salah", "García López", "Garcia", "रमेश", "शर्मा"),
    *("Muhammad Amine", "Alexandra", "Aleksandra", "Alexandre"),
)
words = st.sampled_from(WORDS)
names = st.one_of(
    words.map(Name.of),
    st.builds(
        lambda a, b, order: Name.of(a, b, order=order),
        words,
        words,
        st.sampled_from([NameOrder.GIVEN_FIRST, NameOrder.FAMILY_FIRST]),
    ),
)
births = st.one_of(
    st.none(),
    st.builds(
        PartialDate,
        st.integers(1988, 1991),
        st.sampled_from([1, 2, 11, 12]),
        st.sampled_from([1, 2, 11, 12, 21]),
    ),
    st.builds(PartialDate, st.integers(1988, 1991)),
    st.builds(PartialDate, st.integers(1988, 1991), st.sampled_from([1, 2])),
)
places = st.lists(st.sampled_from(["Agadir", "أكادير", "Agadyr", "Tunis", "Sfax"]), max_size=2)
phones = st.lists(st.sampled_from(["+212600000001", "+212600000011", "+21620123456"]), max_size=2)
numbers = st.lists(
    st.tuples(
        st.sampled_from(["national_id:ES", "national_id:MA", "passport:MA"]),
        st.sampled_from(["12345678Z", "12345679Z", "X1234567L", "AB123456", "AB123465"]),
    ),
    max_size=2,
)
homes = st.one_of(
    st.none(),
    st.builds(
        Home,
        st.sampled_from(["", "7", "12"]),
        st.sampled_from(["", "Rue de Fès", "Rue de Fez", "Hassan II"]),
        st.sampled_from(["", "Hassan II", "Flat 7"]),
        st.sampled_from(["", "Tunis", "Tuniss", "Sfax"]),
        st.sampled_from(["", "1002", "1020", "3000"]),
    ),
)
records = st.builds(
    Known,
    st.uuids().map(str),
    st.lists(names, max_size=2).map(tuple),
    births,
    places.map(tuple),
    phones.map(tuple),
    numbers.map(tuple),
    st.sampled_from(["", "female", "male"]),
    homes,
)
