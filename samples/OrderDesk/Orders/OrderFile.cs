using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OrderDesk.Orders;

/// <summary>A file of orders, one as JSON in each line.</summary>
internal static class OrderFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads all orders, so that a broken file is refused before any of it is published.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fingerprint">Tells its content from that of other files.</param>
    /// <exception cref="OrderFileException">The file can't be read, or a line of it is no order.</exception>
    public static IReadOnlyList<Order> Read(string path, out string fingerprint)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new OrderFileException($"The orders can't be read: {unreadable.Message}", unreadable);
        }

        fingerprint = Convert.ToHexString(SHA256.HashData(bytes));
        var orders = new List<Order>();
        using var lines = new StringReader(Encoding.UTF8.GetString(bytes));
        while (lines.ReadLine() is { } line)
        {
            try
            {
                orders.Add(JsonSerializer.Deserialize<Order>(line, Options) ?? throw new JsonException("it is null"));
            }
            catch (JsonException broken)
            {
                throw new OrderFileException($"{path}:{orders.Count + 1}: the line is no order: {broken.Message}", broken);
            }
        }

        return orders;
    }
}

/// <summary>A file of orders that can't be used; the text names the line.</summary>
internal sealed class OrderFileException(string message, Exception cause) : Exception(message, cause);
