using System.Collections.Concurrent;

namespace Artel.Payloads;

/// <summary>
/// The codecs of the program, by type. Those of the basic types are there; generated code registers the others when its assembly is
/// loaded. Thread-safe.
/// </summary>
public static class PayloadCodecs
{
    private static readonly ConcurrentDictionary<Type, PayloadCodec> ByType = new();

    static PayloadCodecs() => BasicCodecs.RegisterAll();

    /// <summary>Makes a codec the one for its type; the last one registered counts.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="codec">The codec.</param>
    public static void Register<T>(PayloadCodec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        Of<T>.Codec = codec;
        ByType[typeof(T)] = codec;
    }

    /// <summary>The codec of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <exception cref="ProcessException">INVALID: the type has none; the text says how to give it one.</exception>
    public static PayloadCodec<T> Get<T>() => Find<T>() ?? throw NoCodec(typeof(T));

    /// <summary>The codec of a type, or null.</summary>
    internal static PayloadCodec<T>? Find<T>() => Of<T>.Codec;

    /// <summary>The codec of a type, or null.</summary>
    internal static PayloadCodec? Find(Type type) => ByType.GetValueOrDefault(type);

    internal static ProcessException NoCodec(Type type) => new(
        ErrorKind.Invalid,
        $"a {PayloadConversion.NameOf(type)} can't cross to another language: the type has no codec; mark it [Payload]",
        retryable: false);

    /// <summary>One static field per type: a codec is found without a lookup.</summary>
    private static class Of<T>
    {
        public static PayloadCodec<T>? Codec;

        static Of()
        {
            // Makes sure that the basic codecs are registered before the first look.
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(PayloadCodecs).TypeHandle);
        }
    }
}
