using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Artel.Payloads;

/// <summary>The rules by which a value becomes another type, or the portable form.</summary>
internal static class PayloadConversion
{
    /// <summary>
    /// A value as another type: the same object where the types fit, a number as another number type that holds it exactly, a portable
    /// value through the codec.
    /// </summary>
    public static bool TryConvert<TFrom, TTo>(TFrom value, out TTo? result, [NotNullWhen(false)] out string? why)
    {
        why = null;
        if (typeof(TFrom) == typeof(TTo))
        {
            result = Unsafe.As<TFrom, TTo>(ref value);
            return true;
        }

        if (value is TTo fitting)
        {
            result = fitting;
            return true;
        }

        if (value is null)
        {
            result = default;
            if (default(TTo) is null)
                return true;
            why = $"null was given, a {NameOf(typeof(TTo))} was expected";
            return false;
        }

        if (value is PortableValues portable)
            return portable.TryRead(0, out result, out why);

        if (TryConvertNumber(value, out result))
            return true;

        why = $"a {NameOf(value.GetType())} was given, a {NameOf(typeof(TTo))} was expected";
        return false;
    }

    /// <summary>Writes a value in the portable form.</summary>
    /// <exception cref="ProcessException">INVALID: it, or something in it, has no codec; the text names the path.</exception>
    public static void Write<T>(PayloadWriter writer, T value, string path)
    {
        if (typeof(T).IsValueType || typeof(T) == typeof(string))
        {
            if (PayloadCodecs.Find<T>() is { } codec)
            {
                codec.Write(writer, value);
                return;
            }
        }

        UntypedTables.Write(writer, value, path, typeof(T) == typeof(object) ? null : PayloadCodecs.Find<T>(), depth: 0);
    }

    /// <summary>
    /// Reads a value as whatever it is: null, bool, long, double, string (bytes where it is not UTF-8), a list, a dictionary, an error.
    /// </summary>
    public static object? ReadObject(ref PayloadReader reader)
    {
        switch (reader.Tag)
        {
            case PayloadTag.Nil:
                reader.TryReadNil();
                return null;
            case PayloadTag.False or PayloadTag.True:
                return reader.ReadBoolean();
            case PayloadTag.Integer:
                return reader.ReadInteger();
            case PayloadTag.Float:
                return reader.ReadFloat();
            case PayloadTag.String:
                var bytes = reader.ReadBytes();
                return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : bytes.ToArray();
            case PayloadTag.Error:
                return reader.ReadError();
            default:
                return UntypedTables.Read(ref reader);
        }
    }

    /// <summary>A type's name as an error shows it: <c>List&lt;Order&gt;</c>.</summary>
    public static string NameOf(Type type)
    {
        if (type.IsArray)
            return NameOf(type.GetElementType()!) + "[]";
        if (!type.IsGenericType)
            return type.Name;
        var name = type.Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        return $"{(tick < 0 ? name : name[..tick])}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }

    private static bool TryConvertNumber<TTo>(object value, out TTo? result)
    {
        result = default;
        var target = Nullable.GetUnderlyingType(typeof(TTo)) ?? typeof(TTo);
        if (!IsNumber(target) || !IsNumber(value.GetType()))
            return false;

        try
        {
            var converted = Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
            if (!Convert.ChangeType(converted, value.GetType(), CultureInfo.InvariantCulture).Equals(value))
                return false;
            result = (TTo)converted;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool IsNumber(Type type) =>
        !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;
}
