using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Artel.Payloads;

/// <summary>
/// The codecs of collections; generated code registers those that the program uses. Lists and sets are tables with the values at 1..n,
/// dictionaries tables with their keys; null is nil.
/// </summary>
public static class CollectionCodecs
{
    /// <summary>Arrays.</summary>
    /// <typeparam name="T">The element type; it has a codec.</typeparam>
    public static PayloadCodec<T[]?> Array<T>() => new ArrayCodec<T>();

    /// <summary>Lists; the same for every collection below.</summary>
    /// <typeparam name="T">The element type; it has a codec.</typeparam>
    public static PayloadCodec<List<T>?> List<T>() => new ListCodec<T>();

    /// <summary>What a list is, as one of its interfaces.</summary>
    /// <typeparam name="TCollection">An interface of <see cref="List{T}"/>.</typeparam>
    /// <typeparam name="T">The element type; it has a codec.</typeparam>
    public static PayloadCodec<TCollection?> ListInterface<TCollection, T>()
        where TCollection : class, IEnumerable<T>
    {
        // What they are written and read as.
        RegisterIfNone<T[]?>(static () => new ArrayCodec<T>());
        RegisterIfNone<List<T>?>(static () => new ListCodec<T>());
        return new ListInterfaceCodec<TCollection, T>();
    }

    /// <summary>Immutable arrays; the default one crosses as an empty one.</summary>
    /// <typeparam name="T">The element type; it has a codec.</typeparam>
    public static PayloadCodec<ImmutableArray<T>> ImmutableArray<T>()
    {
        RegisterIfNone<T[]?>(static () => new ArrayCodec<T>());
        return new ImmutableArrayCodec<T>();
    }

    /// <summary>Immutable lists.</summary>
    /// <typeparam name="T">The element type; it has a codec.</typeparam>
    public static PayloadCodec<ImmutableList<T>?> ImmutableList<T>() =>
        new MadeCollectionCodec<ImmutableList<T>, T>(static items => [.. items]);

    /// <summary>Immutable sets.</summary>
    /// <typeparam name="T">The element type; it has a codec.</typeparam>
    public static PayloadCodec<ImmutableHashSet<T>?> ImmutableHashSet<T>() =>
        new MadeCollectionCodec<ImmutableHashSet<T>, T>(static items => [.. items]);

    /// <summary>Frozen sets.</summary>
    /// <typeparam name="T">The element type; it has a codec.</typeparam>
    public static PayloadCodec<FrozenSet<T>?> FrozenSet<T>() =>
        new MadeCollectionCodec<FrozenSet<T>, T>(static items => items.ToFrozenSet());

    /// <summary>Sets, and what they are as one of their interfaces.</summary>
    /// <typeparam name="TCollection"><see cref="HashSet{T}"/> or an interface of it.</typeparam>
    /// <typeparam name="T">The element type; it has a codec.</typeparam>
    public static PayloadCodec<TCollection?> Set<TCollection, T>()
        where TCollection : class, IEnumerable<T> => new SetCodec<TCollection, T>();

    /// <summary>Dictionaries, and what they are as one of their interfaces.</summary>
    /// <typeparam name="TCollection"><see cref="Dictionary{TKey, TValue}"/> or an interface of it.</typeparam>
    /// <typeparam name="TKey">The key type; it has a codec, and crosses as text, a number or a truth value.</typeparam>
    /// <typeparam name="TValue">The value type; it has a codec.</typeparam>
    public static PayloadCodec<TCollection?> Dictionary<TCollection, TKey, TValue>()
        where TCollection : class, IEnumerable<KeyValuePair<TKey, TValue>>
        where TKey : notnull => new DictionaryCodec<TCollection, TKey, TValue>(null);

    /// <summary>Immutable dictionaries.</summary>
    /// <typeparam name="TKey">The key type, as in <see cref="Dictionary{TCollection, TKey, TValue}"/>.</typeparam>
    /// <typeparam name="TValue">The value type; it has a codec.</typeparam>
    public static PayloadCodec<ImmutableDictionary<TKey, TValue>?> ImmutableDictionary<TKey, TValue>()
        where TKey : notnull => new DictionaryCodec<ImmutableDictionary<TKey, TValue>, TKey, TValue>(static items => items.ToImmutableDictionary());

    /// <summary>Frozen dictionaries.</summary>
    /// <typeparam name="TKey">The key type, as in <see cref="Dictionary{TCollection, TKey, TValue}"/>.</typeparam>
    /// <typeparam name="TValue">The value type; it has a codec.</typeparam>
    public static PayloadCodec<FrozenDictionary<TKey, TValue>?> FrozenDictionary<TKey, TValue>()
        where TKey : notnull => new DictionaryCodec<FrozenDictionary<TKey, TValue>, TKey, TValue>(static items => items.ToFrozenDictionary());

    /// <summary>Nullable values: null is nil.</summary>
    /// <typeparam name="T">The value type; it has a codec.</typeparam>
    public static PayloadCodec<T?> Nullable<T>()
        where T : struct => new NullableCodec<T>();

    private static void RegisterIfNone<T>(Func<PayloadCodec<T>> codec)
    {
        if (PayloadCodecs.Find<T>() is null)
            PayloadCodecs.Register(codec());
    }

    private sealed class NullableCodec<T> : PayloadCodec<T?>
        where T : struct
    {
        public override void Write(PayloadWriter writer, T? value)
        {
            if (value is null)
                writer.WriteNil();
            else
                PayloadCodecs.Get<T>().Write(writer, value.Value);
        }

        public override T? Read(ref PayloadReader reader) => reader.TryReadNil() ? null : PayloadCodecs.Get<T>().Read(ref reader);
    }
}
